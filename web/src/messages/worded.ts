/** The same keys, any words. */
export type Worded<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Worded<Tree[Key]> }
