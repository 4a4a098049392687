/** SSH user certificates, each made for one action by a certificate authority of this cell. */
@NullMarked
package io.sallyport.executor.credential.ssh;

import org.jspecify.annotations.NullMarked;
