package io.sallyport.cli.prove;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One thing that a principal could do.
 *
 * @param type of the resource
 * @param name of the resource
 * @param operation on it
 */
record Cell(ResourceType type, String name, AclOperation operation) {

  Attempt attempt() {
    return new Attempt(word(type), name, word(operation));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
