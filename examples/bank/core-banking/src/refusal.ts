/** Why the system does not do what it was asked, as gRPC's statuses have it. */
export type RefusalKind = 'invalid' | 'unknown' | 'exists' | 'refused' | 'unavailable';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
