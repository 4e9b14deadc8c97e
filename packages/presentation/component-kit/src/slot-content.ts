import { createContext, type ReactNode } from 'react';

/** What was put into the slots of the composite that is being drawn, by slot; empty on a page itself. */
export const SlotContentContext = createContext<Readonly<Record<string, ReactNode>>>({});
