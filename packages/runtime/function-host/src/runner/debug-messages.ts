/** A place in the compiled code, counted from 0. */
export interface CompiledPlace {
  readonly line: number;
  readonly column: number;
}

export interface CompiledBreakpoint extends CompiledPlace {
  /** JavaScript that is true where it is to stop; empty where it always is. */
  readonly condition: string;
}

/** At which errors a function stops. */
export type StopAtErrors = 'none' | 'uncaught' | 'all';

/** How a debugged call begins. */
export interface DebugSetUp {
  readonly breakpoints: readonly CompiledBreakpoint[];
  readonly errors: StopAtErrors;
  /** First and last line of the compiled code that the maker wrote; what packages brought along lies around it. */
  readonly own: { readonly first: number; readonly last: number };
}

/** How a call goes on: to whatever stops it next, or so far. */
export type Step = 'on' | 'over' | 'into' | 'out';

/** What the server tells the debugger of a call. */
export type DebugCommand =
  | { readonly type: 'breakpoints'; readonly request: number; readonly breakpoints: readonly CompiledBreakpoint[] }
  | { readonly type: 'errors'; readonly errors: StopAtErrors }
  | { readonly type: 'pause' }
  | { readonly type: 'resume'; readonly step: Step }
  | { readonly type: 'values'; readonly request: number; readonly of: number; readonly from: number }
  | {
      readonly type: 'evaluate';
      readonly request: number;
      readonly frame: number;
      readonly expression: string;
      /** Whether it may change something; what may not and would is refused. */
      readonly effects: boolean;
    };

/** A value as it is shown: its kind and a text; `of` where it unfolds. */
export interface DebugValue {
  readonly kind: string;
  readonly text: string;
  readonly of: number | null;
}

export interface DebugFrame extends CompiledPlace {
  readonly name: string;
  /** Whether it waits for those above it, by `await`, and has no values to show. */
  readonly waits: boolean;
  readonly scopes: readonly { readonly kind: string; readonly of: number }[];
}

/** What the debugger of a call tells the server. */
export type DebugTold =
  | { readonly type: 'placed'; readonly request: number; readonly places: readonly (CompiledPlace | null)[] }
  | { readonly type: 'paused'; readonly why: string; readonly error: DebugValue | null; readonly frames: readonly DebugFrame[] }
  | { readonly type: 'resumed' }
  | {
      readonly type: 'values';
      readonly request: number;
      readonly total: number;
      readonly values: readonly { readonly name: string; readonly value: DebugValue }[];
    }
  | { readonly type: 'evaluated'; readonly request: number; readonly threw: boolean; readonly value: DebugValue }
  | { readonly type: 'refused'; readonly request: number };
