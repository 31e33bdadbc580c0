package dev.advise.check;

import java.util.Optional;

/**
 * The files that accept findings: as they are now, or as they were at a revision, so that a change
 * cannot approve itself.
 */
interface Approvals {

  /** Nothing is accepted: what was to be asked could not be. */
  Approvals NONE = (name, now) -> Optional.empty();

  /**
   * The file as it counts; empty where there was none.
   *
   * @param now as it is now
   */
  Optional<byte[]> read(String name, Optional<byte[]> now) throws BadInput;

  /**
   * Those that a request names.
   *
   * @throws BadInput if there is no such revision
   */
  static Approvals of(Folder folder, CheckRequest request) throws BadInput {
    if (request.waiversFrom().isEmpty()) {
      return (name, now) -> now;
    }
    GitRevision revision =
        GitRevision.of(
            folder.root(), request.waiversFrom().get(), Place.of(folder.shown(request.waivers())));
    return (name, now) -> revision.read(name, Place.of(name));
  }
}
