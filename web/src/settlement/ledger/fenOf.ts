/** What a person typed in yuan as whole fen, by moving the point; null where it is no amount above zero. */
export function fenOf(yuan: string): number | null {
  const [, whole = '', part = ''] = /^(\d{1,14})(?:\.(\d{1,2}))?$/.exec(yuan.trim().replaceAll(/[,，]/g, '')) ?? []
  if (whole === '') return null
  const fen = Number(whole + part.padEnd(2, '0'))
  return fen > 0 && Number.isSafeInteger(fen) ? fen : null
}
