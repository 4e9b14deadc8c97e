declare module '*/tokens.css';
declare module '*/base.css';
declare module '*/index.css';
declare module '*/styles.css';
