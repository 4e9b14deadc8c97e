import type { ArtefactView } from './artefact-view.ts';
import { type ToolView, toolMark } from './tool-view.ts';

/** What an address opens: a tool, or a view of artefacts; the first view where it names none that is there. */
export type Opening =
  | { readonly tool: ToolView; readonly view: undefined }
  | { readonly tool: undefined; readonly view: ArtefactView | undefined };

/** Reads an address after the application: a kind and an artefact, or the mark of a tool and its key. */
export function openedBy(rest: readonly string[], views: readonly ArtefactView[], tools: readonly ToolView[]): Opening {
  const [kind, key] = rest;
  const tool = kind === toolMark ? tools.find((each) => each.key === key) : undefined;
  if (tool !== undefined) return { tool, view: undefined };
  return { tool: undefined, view: views.find((each) => each.kind === kind) ?? views[0] };
}
