/** Where figures are taken: a real broker and registry, processes of their own, deliveries. */
@NullMarked
package io.sallyport.bench.site;

import org.jspecify.annotations.NullMarked;
