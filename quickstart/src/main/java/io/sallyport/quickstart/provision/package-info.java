/** What each role finds in its home at the start: certificates, keys, secrets, bundles, config. */
@NullMarked
package io.sallyport.quickstart.provision;

import org.jspecify.annotations.NullMarked;
