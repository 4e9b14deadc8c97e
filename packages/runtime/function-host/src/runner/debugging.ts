import type ivm from 'isolated-vm';
import { debugLimits } from '../limits.ts';
import type { CompiledPlace, DebugCommand, DebugFrame, DebugSetUp, DebugTold, Step, StopAtErrors } from './debug-messages.ts';
import { Inspector, type Said } from './inspector.ts';
import { makePartReader } from './read-parts.ts';
import { type RemoteValue, remoteValue, ShownValues } from './shown-values.ts';
import { cpuOf, type Standstill } from './watch.ts';

/** What the inspector says of a frame: `Debugger.CallFrame` of its protocol. */
interface CallFrame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber?: number };
  readonly scopeChain: readonly {
    readonly type: string;
    readonly object: RemoteValue;
    readonly startLocation?: { readonly lineNumber: number; readonly columnNumber?: number };
    readonly endLocation?: { readonly lineNumber: number; readonly columnNumber?: number };
  }[];
}

interface AsyncStack {
  readonly callFrames: readonly { functionName: string; scriptId: string; lineNumber: number; columnNumber: number }[];
  readonly parent?: AsyncStack;
}

/** Names of the scripts of an isolate that is debugged; only the first is ever shown. */
export const scriptNames = { function: 'plinth:function', halt: 'plinth:halt' } as const;
/** Scopes that are the maker's. The global one has what the sandbox put there, and is reached by its names. */
const shownScopes: ReadonlySet<string> = new Set(['local', 'block', 'closure', 'catch', 'module']);
/** How often what runs is asked to pause. */
const askAgainMilliseconds = 100;
const methods: Readonly<Record<Step, string>> = {
  on: 'Debugger.resume',
  over: 'Debugger.stepOver',
  into: 'Debugger.stepInto',
  out: 'Debugger.stepOut',
};

/** The debugger of one call, in the words of `DebugCommand` and `DebugTold`. */
export class Debugging implements Standstill {
  readonly #setUp: DebugSetUp;
  readonly #tell: (told: DebugTold) => void;
  #isolate: ivm.Isolate | null = null;
  #inspector: Inspector | null = null;
  #shown: ShownValues | null = null;
  readonly #scripts = new Map<string, string>();
  #context = 0;
  #breakpoints: readonly string[] = [];
  #placing: Promise<void> = Promise.resolve();
  /** Frames of the pause that is told, the uppermost first; empty where it runs. */
  #frames: readonly CallFrame[] = [];
  /** Where it may stop after an `await`, so that a step over or out of something comes back; null for anywhere. */
  #whither: readonly CompiledPlace[] | null = null;
  #wanted: 'step' | 'pause' | null = null;
  #ownSteps = 0;
  #since: { readonly at: number; readonly cpu: number } | null = null;
  #stood = { milliseconds: 0, cpu: 0 };

  constructor(setUp: DebugSetUp, tell: (told: DebugTold) => void) {
    this.#setUp = setUp;
    this.#tell = tell;
  }

  get milliseconds(): number {
    return this.#stood.milliseconds + (this.#since === null ? 0 : performance.now() - this.#since.at);
  }

  get cpu(): number {
    const now = this.#since === null || this.#isolate === null ? 0 : cpuOf(this.#isolate) - this.#since.cpu;
    return this.#stood.cpu + now;
  }

  /** Whether what comes from outside is to stop at whatever the maker wrote next: the inspector forgets steps that leave the isolate. */
  get halting(): boolean {
    return this.#wanted !== null;
  }

  /** Begins to look, before anything is in the isolate. Gives what the sandbox calls to halt. */
  async attach(isolate: ivm.Isolate, context: ivm.Context): Promise<ivm.Reference> {
    this.#isolate = isolate;
    const inspector = new Inspector(isolate, (method, parameters) => this.#notice(method, parameters));
    this.#inspector = inspector;
    await inspector.ask('Debugger.enable', { maxScriptsCacheSize: 0 });
    await inspector.ask('Debugger.setAsyncCallStackDepth', { maxDepth: 8 });
    const seen = Object.values(scriptNames).join('|');
    await inspector.ask('Debugger.setBlackboxPatterns', { patterns: [`^(?!(${seen})$)`], skipAnonymous: true });
    await context.eval(`globalThis.read = (${String(makePartReader)})();`);
    // The isolate has another context beside this one, which was there before and has the lower number.
    await inspector.ask('Runtime.enable');
    const contextId = this.#context;
    const reader = await inspector.ask('Runtime.evaluate', { expression: 'read', objectGroup: 'reader', contextId });
    await inspector.ask('Runtime.disable');
    await context.eval('delete globalThis.read;');
    this.#shown = new ShownValues(inspector, remoteValue(reader?.result).objectId ?? '');
    const halt = await isolate.compileScript('(() => { debugger; })', { filename: scriptNames.halt });
    return halt.run(context, { reference: true });
  }

  /** Sets what the call begins with, when its code is there and none of it has run. */
  async begin(): Promise<void> {
    const { own, errors, breakpoints } = this.#setUp;
    const positions = [...(own.first === 0 ? [] : [0, own.first]), own.last + 1].map((lineNumber) => ({ lineNumber, columnNumber: 0 }));
    await this.#inspector?.ask('Debugger.setBlackboxedRanges', { scriptId: this.#own, positions });
    await this.#stopAt(errors);
    await this.#place(0, breakpoints);
  }

  receive(command: DebugCommand): void {
    switch (command.type) {
      case 'breakpoints':
        this.#placing = this.#placing.then(() => this.#place(command.request, command.breakpoints));
        break;
      case 'errors':
        void this.#stopAt(command.errors);
        break;
      case 'pause':
        // Behind what it was told before.
        void this.#placing.then(() => this.#pause());
        break;
      case 'resume':
        // Not before the breakpoints stand that it was told of.
        void this.#placing.then(() => this.#resume(command.step));
        break;
      case 'values':
        void this.#values(command);
        break;
      case 'evaluate':
        void this.#evaluate(command);
        break;
    }
  }

  #pause(): void {
    if (this.#frames.length > 0 || this.#wanted === 'pause') return;
    this.#want('pause', null);
    this.#askToPause();
  }

  /** What is just about to run or to wait forgets that it was asked; so it is asked until it stands. */
  #askToPause(): void {
    if (this.#wanted !== 'pause' || this.#isolate?.isDisposed !== false) return;
    void this.#inspector?.ask('Debugger.pause');
    setTimeout(() => this.#askToPause(), askAgainMilliseconds).unref();
  }

  get #own(): string {
    return this.#scripts.get(scriptNames.function) ?? '';
  }

  #want(wanted: 'step' | 'pause' | null, whither: readonly CompiledPlace[] | null): void {
    this.#wanted = wanted;
    this.#whither = whither;
    this.#ownSteps = 0;
  }

  #notice(method: string, parameters: Said): void {
    if (method === 'Debugger.paused') this.#paused(parameters);
    else if (method === 'Runtime.executionContextCreated')
      this.#context = Math.max(this.#context, (parameters.context as { readonly id: number }).id);
    else if (method === 'Debugger.scriptParsed') {
      // The first of a name is ours: nothing of the function has run by then.
      const { scriptId, url } = parameters as { readonly scriptId: string; readonly url: string };
      if (Object.values<string>(scriptNames).includes(url) && !this.#scripts.has(url)) this.#scripts.set(url, scriptId);
    }
  }

  #paused({ reason, data, callFrames, asyncStackTrace, hitBreakpoints }: Said): void {
    const frames = (callFrames as readonly CallFrame[]).filter(({ location }) => location.scriptId === this.#own);
    const top = (callFrames as readonly CallFrame[])[0];
    const isStep =
      reason !== 'exception' && reason !== 'promiseRejection' && (hitBreakpoints as readonly string[] | undefined)?.length !== 1;
    const isHalt = top?.location.scriptId === this.#scripts.get(scriptNames.halt);
    const goesOn =
      isHalt || (isStep && reason === 'step' && this.#wanted !== null && !this.#isThere(top) && this.#ownSteps++ < debugLimits.ownSteps);
    if (goesOn) {
      void this.#inspector?.ask('Debugger.stepInto');
      return;
    }
    const [first] = frames;
    if (first === undefined) {
      // Somewhere that is none of the maker's source: what they have evaluated as a text, say.
      void this.#inspector?.ask(this.#wanted === null ? 'Debugger.resume' : 'Debugger.stepInto');
      return;
    }
    const why =
      !isStep && (hitBreakpoints as readonly string[] | undefined)?.length === 1 ? 'breakpoint' : isStep ? this.#whyOf(reason) : 'error';
    this.#want(null, null);
    this.#frames = frames.slice(0, debugLimits.frames);
    this.#since = { at: performance.now(), cpu: this.#isolate === null ? 0 : cpuOf(this.#isolate) };
    const shown = this.#shown;
    if (shown === null) return;
    this.#tell({
      type: 'paused',
      why,
      error: why === 'error' ? shown.shown(remoteValue(data)) : null,
      frames: [...this.#frames.map((frame) => frameOf(frame, shown)), ...this.#waitingFrames(asyncStackTrace as AsyncStack | undefined)],
    });
  }

  #whyOf(reason: unknown): string {
    if (this.#wanted === null) return 'statement';
    return this.#wanted === 'pause' ? 'pause' : reason === 'step' ? 'step' : 'statement';
  }

  /** Whether a frame is of one of the functions that a step is to come back to. */
  #isThere(frame: CallFrame | undefined): boolean {
    if (this.#whither === null) return frame?.location.scriptId === this.#own;
    const scope = frame?.scopeChain.find(({ type }) => type === 'local');
    if (frame?.location.scriptId !== this.#own || scope?.startLocation === undefined || scope.endLocation === undefined) return false;
    const [start, end] = [placeOf(scope.startLocation), placeOf(scope.endLocation)];
    return this.#whither.some((place) => !isBefore(place, start) && !isBefore(end, place));
  }

  #waitingFrames(stack: AsyncStack | undefined): DebugFrame[] {
    const found: DebugFrame[] = [];
    for (let each = stack; each !== undefined; each = each.parent) {
      for (const { functionName, scriptId, lineNumber, columnNumber } of each.callFrames) {
        if (scriptId !== this.#own || found.length >= debugLimits.frames) continue;
        found.push({ name: functionName.slice(0, 200), line: lineNumber, column: columnNumber, waits: true, scopes: [] });
      }
    }
    this.#waits = found;
    return found;
  }

  #waits: readonly DebugFrame[] = [];

  #resume(step: Step): void {
    if (this.#frames.length === 0) return;
    const stack: readonly CompiledPlace[] = [...this.#frames.map(({ location }) => placeOf(location)), ...this.#waits];
    if (step === 'on') this.#want(null, null);
    else this.#want('step', step === 'into' ? null : step === 'over' ? stack : stack.slice(1));
    this.#frames = [];
    this.#shown?.forget();
    this.#stood = { milliseconds: this.milliseconds, cpu: this.cpu };
    this.#since = null;
    void this.#inspector?.ask('Runtime.releaseObjectGroup', { objectGroup: 'pause' });
    void this.#inspector?.ask(methods[step]);
    this.#tell({ type: 'resumed' });
  }

  async #stopAt(errors: StopAtErrors): Promise<void> {
    await this.#inspector?.ask('Debugger.setPauseOnExceptions', { state: errors });
  }

  async #place(request: number, breakpoints: DebugSetUp['breakpoints']): Promise<void> {
    const former = this.#breakpoints;
    this.#breakpoints = [];
    for (const breakpointId of former) await this.#inspector?.ask('Debugger.removeBreakpoint', { breakpointId });
    const places: (CompiledPlace | null)[] = [];
    const ids: string[] = [];
    for (const { line, column, condition } of breakpoints.slice(0, debugLimits.breakpoints)) {
      const location = { scriptId: this.#own, lineNumber: line, columnNumber: column };
      const set = await this.#inspector?.ask('Debugger.setBreakpoint', condition === '' ? { location } : { location, condition });
      places.push(set?.actualLocation === undefined ? null : placeOf(set.actualLocation as CallFrame['location']));
      if (typeof set?.breakpointId === 'string') ids.push(set.breakpointId);
    }
    this.#breakpoints = ids;
    this.#tell({ type: 'placed', request, places });
  }

  async #values({ request, of, from }: Extract<DebugCommand, { type: 'values' }>): Promise<void> {
    const parts = this.#frames.length === 0 ? null : await this.#shown?.parts(of, from);
    this.#tell(parts === null || parts === undefined ? { type: 'refused', request } : { type: 'values', request, ...parts });
  }

  async #evaluate({ request, frame, expression, effects }: Extract<DebugCommand, { type: 'evaluate' }>): Promise<void> {
    const found = this.#frames[frame];
    const answer =
      found === undefined
        ? null
        : await this.#inspector?.ask('Debugger.evaluateOnCallFrame', {
            callFrameId: found.callFrameId,
            expression,
            objectGroup: 'pause',
            silent: true,
            generatePreview: true,
            throwOnSideEffect: !effects,
            timeout: debugLimits.evaluation,
          });
    if (answer === null || answer === undefined || this.#shown === null) this.#tell({ type: 'refused', request });
    else {
      const threw = answer.exceptionDetails !== undefined;
      this.#tell({ type: 'evaluated', request, threw, value: this.#shown.shown(remoteValue(answer.result)) });
    }
  }
}

function frameOf({ functionName, location, scopeChain }: CallFrame, shown: ShownValues): DebugFrame {
  const scopes = scopeChain.flatMap(({ type, object }) => {
    const of = shownScopes.has(type) ? shown.handle(object.objectId) : null;
    return of === null ? [] : [{ kind: type, of }];
  });
  return { name: functionName.slice(0, 200), ...placeOf(location), waits: false, scopes: scopes.slice(0, 20) };
}

function placeOf({ lineNumber, columnNumber = 0 }: { readonly lineNumber: number; readonly columnNumber?: number }): CompiledPlace {
  return { line: lineNumber, column: columnNumber };
}

function isBefore(one: CompiledPlace, other: CompiledPlace): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}
