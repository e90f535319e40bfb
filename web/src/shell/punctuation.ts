import i18next from 'i18next'

const isEnglish = () => Boolean(i18next.language?.startsWith('en'))

/** What stands between the things of a list, in the language of the page: 、 or a comma. */
export const comma = () => (isEnglish() ? ', ' : '、')
/** What stands between the clauses of a sentence: ； or a semicolon. */
export const semicolon = () => (isEnglish() ? '; ' : '；')
/** What ends a sentence that another one follows. */
export const stop = () => (isEnglish() ? '. ' : '。')
/** What stands between a name and what is said of it: ： or a colon. */
export const colon = () => (isEnglish() ? ': ' : '：')
/** Words in brackets of the language, with the blank that English has before them. */
export const bracketed = (words: string | number) => (isEnglish() ? ` (${words})` : `（${words}）`)
