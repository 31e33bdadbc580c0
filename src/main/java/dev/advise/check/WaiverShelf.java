package dev.advise.check;

import java.util.Optional;

/** Where waivers stand: in a file of their own and in decisions, now or at a revision. */
final class WaiverShelf {

  private final Folder folder;
  private final CheckRequest request;
  private final WaiverReader reader;

  WaiverShelf(Folder folder, CheckRequest request, WaiverReader reader) {
    this.folder = folder;
    this.request = request;
    this.reader = reader;
  }

  /** The waivers of the waiver file; none where there is no such file. */
  WaiverList ofTheFile() throws BadInput {
    String file = folder.shown(request.waivers());
    Optional<byte[]> bytes = bytes(file, Optional.empty());
    return bytes.isPresent() ? reader.file(file, bytes.get()) : WaiverList.NONE;
  }

  /** The waivers that stand in the decision of a profile. */
  WaiverList of(ReadProfile profile, String service) throws BadInput {
    Optional<byte[]> bytes = bytes(profile.file(), Optional.of(profile.bytes()));
    return bytes.isPresent()
        ? reader.profile(profile.file(), bytes.get(), service)
        : WaiverList.NONE;
  }

  private Optional<byte[]> bytes(String file, Optional<byte[]> now) throws BadInput {
    Place place = Place.of(file);
    if (request.waiversFrom().isPresent()) {
      return GitRevision.of(folder.root(), request.waiversFrom().get(), place).read(file, place);
    }
    return now.isPresent() ? now : folder.read(file, SmallFile.MOST_BYTES);
  }
}
