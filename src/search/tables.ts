/** What servers read again into their index. Written by triggers alone. */
interface SearchChangeTable {
  document_id: string
  changed_in: string
}

declare module '../platform/database/tables.ts' {
  interface Database {
    search_change: SearchChangeTable
  }
}
