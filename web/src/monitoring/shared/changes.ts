/** How a period compares with a former one, in the words of the method: the key of its words. */
export type ChangeWord = 'muchBetter' | 'better' | 'same' | 'worse' | 'muchWorse'

const WORDS: Readonly<Record<string, ChangeWord>> = {
  明显好转: 'muchBetter',
  有所好转: 'better',
  无明显变化: 'same',
  有所下降: 'worse',
  明显下降: 'muchWorse',
}

export const changeWord = (zh: string): ChangeWord => WORDS[zh] ?? 'same'
