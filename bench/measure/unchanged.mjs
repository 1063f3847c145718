/**
 * Of what a start uses and a visitor had already, the share that was not sent again, in percent of the
 * bytes before compression. By lines, because a pack is sent anew for one chunk of it: each chunk is a
 * line of its pack, and of its own file, but for the id that a pack adds.
 * @param had Texts of the files of the first visit.
 * @param used Texts of the files of the second start.
 * @param sent Texts of the files that were sent to it.
 */
export function unchangedKept({ had, used, sent }) {
  const known = new Set(had.flatMap(linesOf))
  const bytesOf = (texts) =>
    texts
      .flatMap(linesOf)
      .filter((line) => known.has(line))
      .reduce((sum, line) => sum + line.length, 0)
  return 100 * Math.max(0, 1 - bytesOf(sent) / bytesOf(used))
}

const linesOf = (text) => text.split('\n').map((line) => line.replace(/,"[^"]+"\);$/, ');'))
