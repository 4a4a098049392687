package io.sallyport.contract.topic;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclBinding;

/** One difference between a cluster and the manifest. */
public sealed interface Change {

  /** One line for people. */
  String text();

  /** The topic is not there. */
  record CreateTopic(TopicSpec topic) implements Change {
    @Override
    public String text() {
      return "create topic " + topic.name() + ", partitions " + topic.partitions();
    }
  }

  /** Settings of the topic differ; {@code config} holds the declared values. */
  record AlterTopic(String topic, Map<String, String> config) implements Change {
    /** Copies the settings, sorted. */
    public AlterTopic {
      config = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    @Override
    public String text() {
      return "set " + config + " on topic " + topic;
    }
  }

  /** The topic has another number of partitions, which nothing can mend in place. */
  record Mismatch(String topic, int declared, int found) implements Change {
    @Override
    public String text() {
      return "topic "
          + topic
          + " has "
          + found
          + " partitions and the manifest says "
          + declared
          + ": counts are fixed for life; correct the manifest, or move to a new prefix";
    }
  }

  /** A grant is not there. */
  record CreateAcl(AclBinding acl) implements Change {
    @Override
    public String text() {
      return "allow " + AclDiff.text(acl);
    }
  }

  /** Somebody may do what the manifest does not grant. */
  record DeleteAcl(AclBinding acl) implements Change {
    @Override
    public String text() {
      return "no longer " + AclDiff.verb(acl) + " " + AclDiff.text(acl);
    }
  }

  /**
   * Somebody else may do it by a grant that is for more than ours, by a prefix, for all names or
   * for the whole cluster: nothing withdraws that here, since others may need the rest of it.
   */
  record WideAcl(AclBinding acl) implements Change {
    @Override
    public String text() {
      return "narrow the grant that allows " + AclDiff.text(acl) + ": it covers what is declared";
    }
  }
}
