import { LIMITS } from './limits.ts'
import { refusals } from './refusals.ts'

/**
 * Refuses what is not worth opening, before it is opened: folders, devices, empty and oversized files.
 * Takes what `fs.stat` answers, so that it needs no file system itself.
 * @throws Refusal file_is_folder, file_is_not_regular, file_empty, file_too_large
 */
export function checkFile(stat: { isDirectory(): boolean; isFile(): boolean; size: number }, fileName: string): void {
  if (stat.isDirectory()) throw refusals.fileIsFolder(fileName)
  if (!stat.isFile()) throw refusals.fileIsNotRegular(fileName)
  checkSize(stat.size, fileName)
}

/**
 * Refuses an empty or oversized file by its size alone, for instance a Content-Length.
 * @throws Refusal file_empty, file_too_large
 */
export function checkSize(bytes: number, fileName: string): void {
  if (bytes === 0) throw refusals.fileEmpty(fileName)
  if (bytes > LIMITS.fileBytes) throw refusals.fileTooLarge(fileName, bytes, LIMITS.fileBytes)
}
