export { deploy } from './release.ts';
