/** Codes that names of errors had before there were names (WebIDL, "DOMException names table"). */
const codes: Readonly<Record<string, number>> = {
  ...{ InvalidCharacterError: 5, SyntaxError: 12, TypeMismatchError: 17, AbortError: 20, QuotaExceededError: 22, TimeoutError: 23 },
  DataCloneError: 25,
};

/** What interfaces of the web fail with. */
export class DOMException extends Error {
  constructor(message = '', name = 'Error') {
    super(message);
    Object.defineProperty(this, 'name', { value: name, writable: true, configurable: true });
  }

  get code(): number {
    return codes[this.name] ?? 0;
  }
}
