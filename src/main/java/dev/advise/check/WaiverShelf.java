package dev.advise.check;

import java.util.Optional;

/** Where waivers stand: in a file of their own and in decisions, now or at a revision. */
final class WaiverShelf {

  private final Folder folder;
  private final CheckRequest request;
  private final Approvals approvals;
  private final WaiverReader reader;

  WaiverShelf(Folder folder, CheckRequest request, Approvals approvals, WaiverReader reader) {
    this.folder = folder;
    this.request = request;
    this.approvals = approvals;
    this.reader = reader;
  }

  /** The waivers of the waiver file; one that was asked for by name has to be there. */
  WaiverList ofTheFile() throws BadInput {
    String file = folder.shown(request.waivers());
    Optional<byte[]> now = folder.read(file, SmallFile.MOST_BYTES);
    Optional<byte[]> counting = approvals.read(file, now);
    if (counting.isPresent()) {
      return reader.file(file, counting.get());
    }
    if (now.isEmpty() && !request.waivers().equals(CheckRequest.WAIVERS)) {
      throw new BadInput(Place.of(file), "there is no such waiver file", WaiverReader.LIST);
    }
    return WaiverList.NONE;
  }

  /** The waivers that stand in the decision of a profile. */
  WaiverList of(ReadProfile profile, String service) throws BadInput {
    Optional<byte[]> bytes = approvals.read(profile.file(), Optional.of(profile.bytes()));
    return bytes.isPresent()
        ? reader.profile(profile.file(), bytes.get(), service)
        : WaiverList.NONE;
  }
}
