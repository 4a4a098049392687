/** Tests of SSH certificates, at a real sshd. */
@NullMarked
package io.sallyport.executor.credential.ssh;

import org.jspecify.annotations.NullMarked;
