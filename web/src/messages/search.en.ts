import type { searchZh } from './search.zh-CN.ts'
import type { Worded } from './worded.ts'

export const searchEn: Worded<typeof searchZh> = {
  title: 'Search',
  lede: 'Finds provisions in every document that you may see, while you type.',
  placeholder: 'Words, works or names of units',
  open: 'Search all documents',
  short: 'Search',
  key: 'press / or Ctrl+K',
  results: 'Results',
  documents: 'Documents',
  units: 'Units',
  provisions: 'Provisions',
  total_one: '{{formatted}} place',
  total_other: '{{formatted}} places',
  about_one: 'about {{formatted}} place',
  about_other: 'about {{formatted}} places',
  all_one: 'See the one place',
  all_other: 'See all {{formatted}} places',
  none: 'Nothing found',
  noneTodo:
    'Try other words, fewer of them, or clear the filters. Words in quotation marks are looked for as they stand.',
  begin: 'Type what to look for',
  beginTodo:
    'Words separated by blanks must all occur. A unit is found by its short and full names, and by what it was called before and since.',
  byWords: 'Nothing holds these very words; the words “{{words}}” were looked for.',
  also: '“{{term}}” was also looked for as “{{spellings}}”.',
  renamed: '“{{term}}” was or is called “{{spellings}}”: looked for as well.',
  indexing: 'The index is being built ({{percent}}% done): results may be missing.',
  preamble: 'before the first provision',
  names: 'Units',
  by: { document: 'Document', jurisdiction: 'Jurisdiction', year: 'Year', kind: 'Contains' },
  clear: 'Clear filters',
  filters: 'Filters',
  filtersOn_one: 'Filters ({{count}})',
  filtersOn_other: 'Filters ({{count}})',
  move: '↑↓ choose, Enter open, Esc close',
}
