import type { FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';

/** A compiled part of an expression. */
export type Run = (frame: Frame) => FeelValue;
