package io.sallyport.quickstart.provision;

import java.util.List;

/**
 * Somebody who approves in the demonstration.
 *
 * @param id the person's id in the bundles' Approvers documents
 * @param home the person's home
 * @param placeholder the public key that the documents have until this stack's own is put there
 */
record Approver(String id, String home, String placeholder) {
  /** The principal of all approvers: they share their rights, not their keys or certificates. */
  static final String PRINCIPAL = "approver";

  static final List<Approver> ALL =
      List.of(
          new Approver("release-1", "approver-1", "88FKpiZWC8BWf_NjhY0BvYiS9JB3LMLusD7l4slk2-k"),
          new Approver("release-2", "approver-2", "aeotG7WP7DR_xYfe0hTXHYKTn9pufJ2ZUiaYr4y1qQo"));
}
