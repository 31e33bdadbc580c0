package dev.advise.check;

/**
 * Where something stands.
 *
 * @param file relative to the folder that was checked, with slashes; raw, so a renderer escapes it
 * @param line counted from 1
 * @param points its columns in Unicode code points, as editors count
 * @param units its columns in UTF-16 code units, as SARIF's viewers count
 */
public record Place(String file, int line, Columns points, Columns units) {

  /** The beginning of a file: for what concerns the whole of it. */
  public static Place of(String file) {
    return at(file, 1, 1);
  }

  /** One character of a file of which nothing more is known. */
  public static Place at(String file, int line, int column) {
    Columns columns = new Columns(column, column + 1);
    return new Place(file, line, columns, columns);
  }
}
