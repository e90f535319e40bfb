import type { Draft, DraftContent, DraftSaved } from '../../../../../src/delivery/reporting/schemas.ts'
import { Problem } from '../../../shell/api.ts'
import { isSame } from './merge.ts'

/** Where what is typed stands: on this machine only, on its way, on the server, or in two places at once. */
export type KeepStatus = 'untouched' | 'local' | 'saving' | 'saved' | 'offline' | 'conflict' | 'refused'

export interface KeepState {
  content: DraftContent
  /** Of the draft on the server that this one goes on from; 0: there is none. */
  revision: number
  status: KeepStatus
  savedAt: string | null
  /** What somebody else wrote meanwhile; null with `conflict`: the draft is gone, it was sent or thrown away. */
  theirs: Draft | null
  problem: unknown
  /** The key under which this report is sent; see `keyToSubmit`. */
  submitKey: string
}

/** What lies on this machine: everything needed to go on after a crash, a closed lid, a lost connection. */
interface Kept {
  content: DraftContent
  revision: number
  submitKey: string
  at: string
  /** What was last on its way to the server: its answer may have been lost. */
  sent?: DraftContent | undefined
  /** What was last sent as the report itself: its answer may have been lost, too. */
  tried?: DraftContent | undefined
}

export interface Surroundings {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  put(id: string, content: DraftContent, revision: number): Promise<DraftSaved>
  newKey(): string
  /** ms between the last key and the save. */
  pause: number
  /** ms until an unreachable server is asked again. */
  retry: number
}

export const storageKey = (owner: string, id: string) => `qunce.draft.${owner}.${id}`

/**
 * Keeps one draft: each keystroke at once on this machine, shortly after on the server, and tells where it stands. It
 * outlives the page that shows it. What could not be saved stays here until it is.
 */
export class DraftKeeper {
  readonly id: string
  readonly #key: string
  readonly #around: Surroundings
  readonly #listeners = new Set<() => void>()
  #state: KeepState
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> | undefined
  #version = 0
  #sent: DraftContent | undefined
  #tried: DraftContent | undefined

  constructor(owner: string, id: string, start: { draft: Draft | null; prefill: DraftContent }, around: Surroundings) {
    this.id = id
    this.#key = storageKey(owner, id)
    this.#around = around
    const kept = this.#read()
    this.#sent = kept?.sent
    this.#tried = kept?.tried
    this.#state = kept
      ? {
          ...{ content: kept.content, revision: kept.revision, submitKey: kept.submitKey },
          ...{ status: 'local', savedAt: null, theirs: null, problem: null },
        }
      : {
          content: start.draft?.content ?? start.prefill,
          revision: start.draft?.revision ?? 0,
          status: start.draft ? 'saved' : 'untouched',
          savedAt: start.draft?.updatedAt ?? null,
          theirs: null,
          problem: null,
          submitKey: around.newKey(),
        }
    if (kept) this.#schedule(0)
  }

  get state(): KeepState {
    return this.#state
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  snapshot = (): KeepState => this.#state

  change(patch: Partial<DraftContent>): void {
    this.#version += 1
    const status = this.#state.status === 'conflict' ? 'conflict' : 'local'
    this.#set({ content: { ...this.#state.content, ...patch }, status, problem: null })
    this.#write()
    if (status === 'local') this.#schedule(this.#around.pause)
  }

  /** After a conflict: what stands now, going on from what the other has written. */
  resolve(content: DraftContent): void {
    this.#version += 1
    this.#set({ content, revision: this.#state.theirs?.revision ?? 0, status: 'local', theirs: null })
    this.#write()
    this.#schedule(0)
  }

  /** Saves now; resolves when the server has it, or it is known that it has not. */
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#sending) await this.#sending
    if (!['local', 'offline', 'refused'].includes(this.#state.status)) return
    this.#sending = this.#send().finally(() => {
      this.#sending = undefined
    })
    await this.#sending
  }

  async #send(): Promise<void> {
    const sent = this.#version
    const { content, revision } = this.#state
    this.#set({ status: 'saving' })
    const former = this.#sent
    this.#sent = content
    this.#write()
    try {
      const saved = await this.#around.put(this.id, content, revision)
      if (sent === this.#version) {
        this.#around.storage.removeItem(this.#key)
        this.#set({ revision: saved.revision, savedAt: saved.updatedAt, status: 'saved', problem: null })
      } else {
        this.#set({ revision: saved.revision, savedAt: saved.updatedAt, status: 'local' })
        this.#write()
        this.#schedule(this.#around.pause)
      }
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 412) {
        const theirs = problem.facts.current as Draft | undefined
        // Not somebody else's: it is what this page sent, and the answer was lost.
        if (theirs && (isSame(theirs.content, this.#state.content) || (former && isSame(theirs.content, former)))) {
          this.#set({ revision: theirs.revision, status: 'local' })
          this.#write()
          this.#schedule(0)
          return
        }
        this.#set({ status: 'conflict', theirs: theirs ?? null, problem })
      } else if (
        problem instanceof Problem &&
        problem.status >= 400 &&
        problem.status < 500 &&
        problem.status !== 429
      ) {
        this.#set({ status: 'refused', problem })
      } else {
        this.#set({ status: 'offline', problem })
        this.#schedule(this.#around.retry)
      }
    }
  }

  /**
   * The key under which what is written goes out as the report: the same for the same words, so that one whose answer
   * was lost is not sent twice; another when they were changed since, so that the change is not taken for a repetition.
   */
  keyToSubmit(): string {
    if (this.#tried && !isSame(this.#tried, this.#state.content)) this.#set({ submitKey: this.#around.newKey() })
    this.#tried = this.#state.content
    this.#write()
    return this.#state.submitKey
  }

  /** The draft was thrown away: the report begins again with what is known. */
  startAnew(content: DraftContent): void {
    this.#version += 1
    this.#tried = undefined
    const submitKey = this.#around.newKey()
    this.#set({ content, revision: 0, status: 'untouched', savedAt: null, theirs: null, problem: null, submitKey })
  }

  /** It was sent, or thrown away: nothing of it stays on this machine, and nothing more is saved. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#around.storage.removeItem(this.#key)
    this.#set({ status: 'untouched' })
  }

  /** Waits for a save under way and holds the next one back, while the report itself goes out. */
  async pause(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#sending
  }

  #schedule(after: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), after)
  }

  #set(patch: Partial<KeepState>): void {
    this.#state = { ...this.#state, ...patch }
    for (const listener of this.#listeners) listener()
  }

  #write(): void {
    const { content, revision, submitKey } = this.#state
    const kept: Kept = {
      content,
      revision,
      submitKey,
      at: new Date().toISOString(),
      sent: this.#sent,
      tried: this.#tried,
    }
    try {
      this.#around.storage.setItem(this.#key, JSON.stringify(kept))
    } catch {
      // The browser's store is full: the server's copy, a moment later, is the one that counts.
    }
  }

  #read(): Kept | null {
    try {
      const text = this.#around.storage.getItem(this.#key)
      return text ? (JSON.parse(text) as Kept) : null
    } catch {
      return null
    }
  }
}
