import { Refusal } from '../../platform/refusal.ts'

const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10

const READABLE = ['docx', 'xlsx', 'pdf', 'html', 'htm', 'md', 'txt', 'zip'] as const
const ZIPPED: readonly string[] = ['docx', 'xlsx', 'zip']

/**
 * What a person calls a damaged file: a .docx that does not open is a damaged docx, though what was found broken is the
 * zip it is packed in.
 */
function formatBehind(file: string, container: string): string {
  const extension = READABLE.find((one) => file.toLowerCase().endsWith(`.${one}`))
  if (container === 'document') return extension ?? container
  return container === 'zip' && extension && ZIPPED.includes(extension) ? extension : container
}

/** Every way in which a file can fail to be a readable plan document: what was found, and what to do about it. */
export const refusals = {
  fileEmpty: (file: string) =>
    new Refusal(
      'invalid',
      'file_empty',
      `${file} is empty (no text in 0 bytes or only white space): choose the file again.`,
      {
        file,
      },
    ),

  fileIsFolder: (file: string) =>
    new Refusal('invalid', 'file_is_folder', `${file} is a folder: name the files in it, or put them into a .zip.`, {
      file,
    }),

  fileIsNotRegular: (file: string) =>
    new Refusal('invalid', 'file_is_not_regular', `${file} is a device, pipe or socket: name a file.`, { file }),

  fileTooLarge: (file: string, bytes: number, limitBytes: number) =>
    new Refusal(
      'too_large',
      'file_too_large',
      `${file} has ${megabytes(bytes)} MB, more than the ${megabytes(limitBytes)} MB that one file may have: split it, or remove its pictures.`,
      { file, bytes, limitBytes },
    ),

  notText: (file: string, found: string) =>
    new Refusal(
      'invalid',
      'not_text',
      `${file} is not a document (${found}): give a .txt, .md, .html, .docx, .pdf, .xlsx, or a .zip of these.`,
      { file, found },
    ),

  encodingUndecidable: (file: string, found: string) =>
    new Refusal(
      'invalid',
      'encoding_undecidable',
      `The character encoding of ${file} cannot be told with certainty (${found}): save it as UTF-8 and try again.`,
      { file, found },
    ),

  encodingDamaged: (file: string, encoding: string, offset: number | null) =>
    new Refusal(
      'invalid',
      'encoding_damaged',
      `${file} says it is ${encoding} but ${offset === null ? 'some of it' : `byte ${offset}`} is not: save it as UTF-8 and try again.`,
      { file, encoding, offset },
    ),

  formatUnsupported: (file: string, format: string, saveAs: string) =>
    new Refusal(
      'invalid',
      'format_unsupported',
      `${file} is ${/^[aeio]/i.test(format) ? 'an' : 'a'} ${format} file, which cannot be read: open it in the program that made it and save it as ${saveAs}.`,
      { file, format, saveAs },
    ),

  fileEncrypted: (file: string, format: string) =>
    new Refusal(
      'invalid',
      'file_encrypted',
      `${file} is protected with a password (${format}): remove the password and try again.`,
      { file, format },
    ),

  pdfEncrypted: (file: string) =>
    new Refusal(
      'invalid',
      'pdf_encrypted',
      `${file} is a PDF that needs a password: save a copy without a password and try again.`,
      { file },
    ),

  pdfWithoutText: (file: string, pagesWithoutText: number, pages: number) =>
    new Refusal(
      'invalid',
      'pdf_without_text',
      `${pagesWithoutText} of the ${pages} pages of ${file} are pictures without text: run text recognition (OCR) on it, or find the text edition.`,
      { file, pagesWithoutText, pages },
    ),

  pdfTextUnreadable: (file: string, unreadable: number, characters: number) =>
    new Refusal(
      'invalid',
      'pdf_text_unreadable',
      `${unreadable} of the ${characters} characters of ${file} have no meaning outside its own fonts: run text recognition (OCR) on it, or find another edition.`,
      { file, unreadable, characters },
    ),

  pdfTooManyPages: (file: string, pages: number, limit: number) =>
    new Refusal('too_large', 'pdf_too_many_pages', `${file} has ${pages} pages, more than ${limit}: split it.`, {
      file,
      pages,
      limit,
    }),

  fileDamaged: (file: string, container: string, found: string) => {
    const format = formatBehind(file, container)
    return new Refusal(
      'invalid',
      'file_damaged',
      `${file} is a damaged ${format} file (${found}): open it in the program that made it, save it again and try once more.`,
      { file, format, found },
    )
  },

  containerTooLarge: (file: string, part: string, found: string) =>
    new Refusal(
      'too_large',
      'container_too_large',
      `${part} in ${file} unpacks to far more than a document holds (${found}): this is how archives are made that exhaust a computer, so it was not opened.`,
      { file, part, found },
    ),

  tooComplex: (file: string, found: string) =>
    new Refusal('too_large', 'too_complex', `${file} is too complex to read (${found}): split it or save it anew.`, {
      file,
      found,
    }),

  xmlUnsafe: (file: string, part: string) =>
    new Refusal(
      'invalid',
      'xml_unsafe',
      `${part} in ${file} defines entities of its own, which no office program writes and attacks use: it was not read.`,
      { file, part },
    ),

  archiveEntryUnsafe: (file: string, entry: string) =>
    new Refusal(
      'invalid',
      'archive_entry_unsafe',
      `${file} holds an entry whose name leads out of the archive (${JSON.stringify(entry)}): pack the files again.`,
      { file, entry },
    ),

  archiveNested: (file: string) =>
    new Refusal(
      'invalid',
      'archive_nested',
      `${file} is an archive inside an archive inside an archive: unpack it and give the files.`,
      { file },
    ),

  archiveTooManyEntries: (file: string, entries: number, limit: number) =>
    new Refusal(
      'too_large',
      'archive_too_many_entries',
      `${file} holds ${entries} files, more than ${limit}: split it.`,
      { file, entries, limit },
    ),

  archiveEmpty: (file: string) =>
    new Refusal('invalid', 'archive_empty', `${file} is an archive without a file in it: pack the files again.`, {
      file,
    }),

  archiveNeedsOpening: (file: string) =>
    new Refusal(
      'invalid',
      'archive_is_not_a_document',
      `${file} is a .zip archive, not one document: its files have to be read one by one.`,
      { file },
    ),

  documentWithoutText: (file: string, format: string, pictures = 0) => {
    const found = format === 'html' ? 'a web page' : `a ${format} file`
    const way =
      format === 'html'
        ? 'save the page after it has loaded completely'
        : pictures > 0
          ? `it holds ${pictures} pictures: run text recognition (OCR) on it, or find the text edition`
          : 'check that it is the right file'
    return new Refusal('invalid', 'document_without_text', `${file} is ${found} without text in it: ${way}.`, {
      file,
      format,
      pictures,
    })
  },

  readingTimedOut: (file: string, seconds: number) =>
    new Refusal(
      'too_large',
      'reading_timed_out',
      `Reading ${file} took more than ${seconds} seconds and was given up: split it or save it anew.`,
      { file, seconds },
    ),
}
