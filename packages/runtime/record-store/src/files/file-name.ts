const longest = 200;

/** Characters that are no part of a name: controls, and those that turn the direction of what follows (`gpj.exe` shown as `exe.jpg`). */
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** What a file is called from now on: of a path the last part, on one line, shortened before its ending. */
export function cleanFileName(given: string): string {
  const name = (given.toWellFormed().split(/[\\/]/).at(-1) ?? '').replace(invisible, '').trim().replace(/^\.+/, '');
  if (name === '') return 'file';
  const letters = [...name];
  if (letters.length <= longest) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return letters.slice(0, longest - ending.length).join('') + ending;
}
