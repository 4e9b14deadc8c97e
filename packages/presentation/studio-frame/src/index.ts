export { exportApplication } from './archive/export-application.ts';
export { readArchive } from './archive/read-archive.ts';
export { mainBranch } from './frame/address.ts';
export type { AtHome, HomePlace } from './home/home-place.ts';
export { type HomeNotice, NoticeLine } from './home/notice-line.tsx';
export { useIsPhone } from './panels/frame-panels.ts';
export { PanelSection } from './panels/panel-section.tsx';
export { useRemembered } from './panels/remembered.ts';
export { useShowProperties } from './panels/use-show-properties.ts';
export { WorkArea } from './panels/work-area.tsx';
export { ConfirmedRemoval } from './parts/confirmed-removal.tsx';
export { EnvironmentChoice } from './parts/environment-choice.tsx';
export { FailureLine } from './parts/failure-line.tsx';
export { FileDrop } from './parts/file-drop.tsx';
export { StateMessage } from './parts/state-message.tsx';
export { StudioDialog } from './parts/studio-dialog.tsx';
export { type ShownTab, TabList, tabId } from './parts/tab-list.tsx';
export { ToolButton } from './parts/tool-button.tsx';
export { useDraft } from './parts/use-draft.ts';
export { PlanWarnings } from './publish/plan-warnings.tsx';
export { PlannedSteps } from './publish/planned-steps.tsx';
export { WhatFollows } from './publish/what-follows.tsx';
export { Studio } from './studio.tsx';
export type { Artefact, ArtefactView, PlannedProps } from './work/artefact-view.ts';
export { type Command, takesText } from './work/command.ts';
export type { ChangeKind, DrawnComparison } from './work/drawn-comparison.ts';
export { type Fetchable, Fetched, fetchAhead } from './work/fetched.tsx';
export { labelledWords, recordWords } from './work/record-words.ts';
export { kindWords } from './work/step-words.ts';
export type { Saying, StudioWork } from './work/studio-work.ts';
export type { ToolView } from './work/tool-view.ts';
export { useStepWords } from './work/use-step-words.ts';
export {
  useAttempt,
  useCommands,
  useDefinition,
  useDefinitionAfterPaint,
  useFromDefinition,
  useSignalAfterPaint,
  useWork,
} from './work/use-work.ts';
