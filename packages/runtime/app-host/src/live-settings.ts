import type { Clock, RequestContext } from '@plinth/foundation';
import type { ApplicationModel } from '@plinth/record-store';

/** What an environment tells an application, by key of the setting; secrets are not among it. */
export type SettingSource = (context: RequestContext, applicationKey: string) => Promise<Readonly<Record<string, unknown>>>;

interface Known {
  at: number;
  asking: Promise<void> | null;
}

/** How old what is known may be; an open page asks for it again as often, and both together are to stay below five seconds. */
const trustedMilliseconds = 2000;

/** Keeps what models read of their settings as the environment has it: what is changed there is read everywhere within five seconds. */
export class LiveSettings {
  readonly #source: SettingSource;
  readonly #clock: Clock;
  readonly #known = new WeakMap<ApplicationModel, Known>();

  constructor(source: SettingSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** To be waited for before the model is used; undefined where it is as it should be. */
  freshen(context: RequestContext, model: ApplicationModel): Promise<void> | undefined {
    if (model.settings.records.length === 0) return undefined;
    const known = this.#known.get(model);
    const age = known === undefined ? Number.POSITIVE_INFINITY : this.#clock.now() - known.at;
    return age < trustedMilliseconds ? undefined : (known?.asking ?? this.#ask(context, model));
  }

  /** To be told that something was changed here. */
  changed(model: ApplicationModel): void {
    this.#known.delete(model);
  }

  #ask(context: RequestContext, model: ApplicationModel): Promise<void> {
    const known = this.#known.get(model) ?? { at: Number.NEGATIVE_INFINITY, asking: null };
    this.#known.set(model, known);
    const at = this.#clock.now();
    // It is asked for everybody who waits: that one of them goes away ends nothing.
    const within = { ...context, spans: undefined, signal: new AbortController().signal };
    known.asking = this.#source(within, model.key)
      .then((said) => {
        model.settings.take(said);
        known.at = at;
      })
      .finally(() => {
        known.asking = null;
      });
    return known.asking;
  }
}
