export { officialDocument } from './official.ts'
export { widthOfText } from './outlines.ts'
export { type Drawn, drawSvg } from './pictures.ts'
