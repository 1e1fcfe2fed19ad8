/** Makes the repository of an example (`amazon-ordering`) or of a twin of it (`amazon-ordering/healthy`). */
export function makeExample(folder: string, name?: string): string;
export function fastImport(name?: string): string;
