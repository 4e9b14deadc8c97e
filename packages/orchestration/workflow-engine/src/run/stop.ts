/** What stops a visit with an incident: a mistake in the model or in the data, which somebody mends. */
export class Stop extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
