import { createContext } from 'react';
import type { PageRuntime } from '../runtime/page-runtime.ts';

/** The open page, or composite, whose components are drawn. */
export const PageRuntimeContext = createContext<PageRuntime | null>(null);
