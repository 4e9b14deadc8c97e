export { languageName } from './language-name.ts';
export { previewLanguages, previewOf } from './preview.ts';
export { translationView } from './translation-view.ts';
