export * from './model.ts'
export { chineseNumber, dateInWords, fullWidth, percent, periodInWords, titleLines, widthOf } from './rules/words.ts'
