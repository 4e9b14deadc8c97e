import { DebugFrame, DebugPart, DebugValue, PauseReason } from '@plinth/api-contract';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { debugLimits } from '../limits.ts';
import type { DebugTold } from '../runner/debug-messages.ts';

const request = Type.Integer({ minimum: 0 });
const place = { line: Type.Integer({ minimum: 0 }), column: Type.Integer({ minimum: 0 }) };

const Told = Type.Union([
  Type.Object({
    type: Type.Literal('placed'),
    request,
    places: Type.Array(Type.Union([Type.Object(place), Type.Null()]), { maxItems: debugLimits.breakpoints }),
  }),
  Type.Object({
    type: Type.Literal('paused'),
    why: PauseReason,
    error: Type.Union([DebugValue, Type.Null()]),
    frames: Type.Array(Type.Object({ ...DebugFrame.properties, ...place }), { maxItems: 2 * debugLimits.frames }),
  }),
  Type.Object({ type: Type.Literal('resumed') }),
  Type.Object({
    type: Type.Literal('values'),
    request,
    total: Type.Integer({ minimum: 0 }),
    values: Type.Array(DebugPart, { maxItems: debugLimits.values }),
  }),
  Type.Object({ type: Type.Literal('evaluated'), request, threw: Type.Boolean(), value: DebugValue }),
  Type.Object({ type: Type.Literal('refused'), request }),
]);
const check = Compile(Told);

/** Reads what the debugger of a runner tells, as if a stranger had: null where it is nothing that one may tell. */
export function readTold(text: string): DebugTold | null {
  try {
    const told: unknown = JSON.parse(text);
    return check.Check(told) ? (told as DebugTold) : null;
  } catch {
    return null;
  }
}
