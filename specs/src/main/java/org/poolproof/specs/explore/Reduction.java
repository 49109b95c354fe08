package org.poolproof.specs.explore;

import java.util.List;

/** Which of the situations that differ in names only are explored. */
interface Reduction {

  /** Every situation. */
  Reduction NONE =
      new Reduction() {
        @Override
        public Situation representative(Situation situation) {
          return situation;
        }

        @Override
        public List<Situation> members(Situation representative) {
          return List.of(representative);
        }

        @Override
        public long orbitSize(Situation representative) {
          return 1;
        }

        @Override
        public String toString() {
          return "none";
        }
      };

  /** The one that stands for {@code situation}: the same for all that differ in names only. */
  Situation representative(Situation situation);

  /** How many situations {@code representative} stands for. */
  long orbitSize(Situation representative);

  /** Those of the ones that {@code representative} stands for that are examined, it first. */
  List<Situation> members(Situation representative);
}
