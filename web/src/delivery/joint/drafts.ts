/** A text that was typed and is not saved yet, and the revision it was typed on. */
export interface Draft {
  text: string
  revision: number
}

const keyOf = (id: string) => `qunce.minutes.${id}`

/** Keeps what is typed in this browser until the server has it; null: it has. */
export function keepDraft(id: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(keyOf(id), JSON.stringify(draft))
    else localStorage.removeItem(keyOf(id))
  } catch {
    // storage is off: the text is still on the page, and is sent a moment later
  }
}

export function readDraft(id: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as Draft | null
    return draft && typeof draft.text === 'string' && typeof draft.revision === 'number' ? draft : null
  } catch {
    return null
  }
}
