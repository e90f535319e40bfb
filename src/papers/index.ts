export * from './model.ts'
export { type Drawing, type PrintRequest, printApart } from './printApart.ts'
export { chineseNumber, dateInWords, fullWidth, percent, periodInWords, titleLines, widthOf } from './rules/words.ts'
