/** A second copy that is on the disk when it says so. */
export interface Disk {
  all(): Promise<ReadonlyMap<string, string>>
  /** Null: taken away. */
  write(entries: ReadonlyMap<string, string | null>): Promise<void>
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Where drafts lie on this machine. The browser's own store answers at once but reaches the disk only seconds later: a
 * browser that is killed, or a battery that is pulled, would lose what was typed last. So each entry goes to the disk as
 * well, and what the store has lost is taken from there when the page comes back.
 */
export class Vault implements Store {
  /** What was on the disk is in the store again, or the disk is not to be had. */
  readonly ready: Promise<void>
  readonly #store: Store
  readonly #disk: Disk
  readonly #touched = new Set<string>()
  #waiting = new Map<string, string | null>()
  #writing: Promise<void> | undefined

  constructor(store: Store, disk: Disk, patience = 1500) {
    this.#store = store
    this.#disk = disk
    const late = new Promise<void>((resolve) => setTimeout(resolve, patience))
    this.ready = Promise.race([this.#restore().catch(() => {}), late])
  }

  getItem(key: string): string | null {
    return this.#store.getItem(key)
  }

  setItem(key: string, text: string): void {
    this.#put(key, text)
    this.#store.setItem(key, text)
  }

  removeItem(key: string): void {
    this.#put(key, null)
    this.#store.removeItem(key)
  }

  /** Resolves when all that was written is on the disk, or it is known that it is not. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  #put(key: string, text: string | null): void {
    this.#touched.add(key)
    this.#waiting.set(key, text)
    this.#writing ??= this.#write()
  }

  /** One write at a time; what comes meanwhile goes with the next. */
  async #write(): Promise<void> {
    while (this.#waiting.size > 0) {
      const entries = this.#waiting
      this.#waiting = new Map()
      await this.#disk.write(entries).catch(() => {}) // the store has it, and the server a moment later
    }
    this.#writing = undefined
  }

  async #restore(): Promise<void> {
    for (const [key, text] of await this.#disk.all()) {
      if (this.#touched.has(key)) continue // written since: newer than the disk
      const known = this.#store.getItem(key)
      if (known === null || momentOf(known) < momentOf(text)) this.#store.setItem(key, text)
    }
  }
}

function momentOf(text: string): string {
  try {
    return String((JSON.parse(text) as { at?: unknown }).at ?? '')
  } catch {
    return ''
  }
}

const TABLE = 'drafts'

/** IndexedDB, with every write on the disk before it is said to be done. */
export function indexedDisk(name: string): Disk {
  let opened: Promise<IDBDatabase> | undefined
  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    return opened
  }
  return {
    async all() {
      const table = (await open()).transaction(TABLE).objectStore(TABLE)
      const [keys, texts] = await Promise.all([answer(table.getAllKeys()), answer(table.getAll())])
      return new Map(keys.map((key, index) => [String(key), String(texts[index])]))
    },
    async write(entries) {
      const transaction = (await open()).transaction(TABLE, 'readwrite', { durability: 'strict' })
      const table = transaction.objectStore(TABLE)
      for (const [key, text] of entries) {
        if (text === null) table.delete(key)
        else table.put(text, key)
      }
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      })
    },
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
