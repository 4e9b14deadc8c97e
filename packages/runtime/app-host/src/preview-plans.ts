import { rolesOf } from '@plinth/app-definition';
import type { Repository } from '@plinth/app-repository';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { LRUCache } from 'lru-cache';
import { type ApplicationPlan, type PlannedPage, planApplication } from './application-plan.ts';
import type { DecisionCompiler } from './decisions/decision-compiler.ts';
import { hostErrors } from './errors.ts';

interface PreviewOptions {
  readonly repository: Pick<Repository, 'draft'>;
  readonly decisions: DecisionCompiler | undefined;
  /** What runs: its records are shown, as its permissions allow. */
  readonly released: (context: RequestContext, application: string) => ApplicationPlan | Promise<ApplicationPlan>;
}

/** Links are opened by few. */
const mostPlans = 20;

/** The plans of drafts that somebody was sent a link to: the pages of the draft over the records and permissions of what runs. */
export class PreviewPlans {
  readonly #options: PreviewOptions;
  readonly #plans = new LRUCache<string, ApplicationPlan>({ max: mostPlans });

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  /** What a link leads to, or what runs where there is none. Throws `repository.no-preview`, `application.preview-unfit`. */
  async find(context: RequestContext, application: string, link: string | undefined): Promise<ApplicationPlan> {
    // A draft with sample data runs where it is looked at.
    if (link === undefined || context.environment?.isSample === true) return this.#options.released(context, application);
    const draft = await this.#options.repository.draft(context, application, link);
    const released = await this.#options.released(context, application);
    const name = `${draft.name} ${context.environment?.id} ${released.signature}`;
    const known = this.#plans.get(name);
    // Another model reads other settings and tables, even where it is of the same version.
    if (known?.model === released.model) return known;
    return fitting(link, () => {
      const { definition, components } = draft;
      const release = { key: application, version: released.version, signature: `preview ${name}`, definition, components };
      // Who may open a page is written in the draft's own roles.
      const model = { ...released.model, roles: rolesOf(definition) };
      const planned = planApplication(
        release,
        model,
        this.#options.decisions?.compile(definition, () => released.model.settings.values),
      );
      // Which of them somebody holds, and what these may do, is known of what runs alone.
      const plan = { ...planned, model: released.model, pages: new Map([...planned.pages].filter(([, page]) => isClear(page))) };
      this.#plans.set(name, plan);
      return plan;
    });
  }
}

/** Does something with a draft, of which what runs need not have everything: that is then said. */
export async function fitting<Result>(link: string | undefined, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (link !== undefined && error instanceof PlinthError && unfit.has(error.code))
      throw hostErrors.previewUnfit({ reason: error.message });
    throw error;
  }
}

const unfit = new Set(['expression.invalid', 'records.bad-field', 'records.unknown-entity']);

/** A page for roles that are not there would be open to everybody. */
function isClear({ record, roles }: PlannedPage): boolean {
  return record.roles.length === 0 || roles.length > 0;
}
