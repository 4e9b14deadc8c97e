/** `Loan approval v2.dmn` is `loanApprovalV2`; what does not begin with a letter gets the prefix. */
export function keyOfFile(file: string, prefix: string): string {
  const words = file
    .replace(/\.[^.]*$/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('');
  return /^[a-z]/.test(joined) ? joined.slice(0, 63) : `${prefix}${joined}`.slice(0, 63);
}
