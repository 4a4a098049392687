package io.sallyport.validator.session;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered of the sessions of one partition. */
public interface SessionMemory {
  /** Nothing. */
  SessionMemory EMPTY =
      new SessionMemory() {
        @Override
        public Optional<Session> session(DeskKey owner, SessionId id) {
          return Optional.empty();
        }

        @Override
        public int taken(DeskKey owner, Instant now) {
          return 0;
        }

        @Override
        public List<Session> with(ActionId action) {
          return List.of();
        }

        @Override
        public List<Session> over(Instant now) {
          return List.of();
        }
      };

  /** The session, if it was opened and is not forgotten. */
  Optional<Session> session(DeskKey owner, SessionId id);

  /** How many sessions of a principal count at {@code now}. */
  int taken(DeskKey owner, Instant now);

  /** The sessions in which an action was decided. */
  List<Session> with(ActionId action);

  /** Some of those to be forgotten, the oldest first: a bounded number of entries. */
  List<Session> over(Instant now);
}
