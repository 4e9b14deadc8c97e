export { callExternalAction, ExternalActionSummary, listExternalActions } from './operations.ts';
