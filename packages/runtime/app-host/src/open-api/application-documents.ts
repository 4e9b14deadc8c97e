import { createHash } from 'node:crypto';
import { JsonText } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import type { Access } from '@plinth/record-store';
import type { ApplicationPlan } from '../application-plan.ts';

/** Writes what an application is for who may do certain things. */
export type DocumentWriter = (context: RequestContext, plan: ApplicationPlan, access: Access) => Readonly<Record<string, unknown>>;

/** Documents of applications, written once for each release and set of roles; they go with the plan. */
export class ApplicationDocuments {
  readonly #documents = new WeakMap<ApplicationPlan, WeakMap<Access, JsonText>>();
  readonly #write: DocumentWriter;

  constructor(write: DocumentWriter) {
    this.#write = write;
  }

  of(context: RequestContext, plan: ApplicationPlan, access: Access): JsonText {
    let documents = this.#documents.get(plan);
    if (documents === undefined) {
      documents = new WeakMap();
      this.#documents.set(plan, documents);
    }
    let document = documents.get(access);
    if (document === undefined) {
      const text = JSON.stringify(this.#write(context, plan, access));
      document = new JsonText(text, createHash('sha256').update(text).digest('base64url').slice(0, 22));
      documents.set(access, document);
    }
    return document;
  }
}
