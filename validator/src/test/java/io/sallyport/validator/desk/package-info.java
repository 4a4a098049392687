/** Tests of the desk. */
@org.jspecify.annotations.NullMarked
package io.sallyport.validator.desk;
