/** The shared test kit: generators, fakes and golden vectors for the tests of every module. */
@NullMarked
package io.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
