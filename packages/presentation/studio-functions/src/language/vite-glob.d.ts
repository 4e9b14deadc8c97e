interface ImportMeta {
  /** Put in by the bundler: the texts of files, by their paths. */
  glob(pattern: string, options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true }): Record<string, string>;
}
