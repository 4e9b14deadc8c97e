/**
 * An output with which somebody becomes signed in. The gateway sets the tenant's session cookie from it and answers
 * with `output` alone: the token never stands in a body.
 */
export class SessionGranted<Output = unknown> {
  readonly tenantKey: string;
  readonly token: string;
  /** When the session ends at the latest. */
  readonly expires: Date;
  readonly output: Output;

  constructor(tenantKey: string, token: string, expires: Date, output: Output) {
    this.tenantKey = tenantKey;
    this.token = token;
    this.expires = expires;
    this.output = output;
  }
}

/** An output with which a session ends. The gateway deletes the tenant's session cookie and answers with `output`. */
export class SessionEnded<Output = unknown> {
  readonly tenantKey: string;
  readonly output: Output;

  constructor(tenantKey: string, output: Output) {
    this.tenantKey = tenantKey;
    this.output = output;
  }
}
