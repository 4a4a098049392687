/** Child processes: apart from each other, restarted a bounded number of times, never left over. */
@NullMarked
package io.sallyport.quickstart.supervise;

import org.jspecify.annotations.NullMarked;
