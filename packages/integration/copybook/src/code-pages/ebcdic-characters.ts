/** Control characters of EBCDIC, 00 to 3F, as IBM's conversion tables have them; the same in every page here. */
export const controls =
  '\u0000\u0001\u0002\u0003\u009c\u0009\u0086\u007f\u0097\u008d\u008e\u000b\u000c\u000d\u000e\u000f' +
  '\u0010\u0011\u0012\u0013\u009d\u0085\u0008\u0087\u0018\u0019\u0092\u008f\u001c\u001d\u001e\u001f' +
  '\u0080\u0081\u0082\u0083\u0084\u000a\u0017\u001b\u0088\u0089\u008a\u008b\u008c\u0005\u0006\u0007' +
  '\u0090\u0091\u0016\u0093\u0094\u0095\u0096\u0004\u0098\u0099\u009a\u009b\u0014\u0015\u009e\u001a';

/** 40 to FF of page 037, of which the other pages are told as differences. */
export const page037 = [
  ' \u00a0âäàáãåçñ¢.<(+|',
  '&éêëèíîïìß!$*);¬',
  '-/ÂÄÀÁÃÅÇÑ¦,%_>?',
  'øÉÊËÈÍÎÏÌ`:#@\'="',
  'Øabcdefghi«»ðýþ±',
  '°jklmnopqrªºæ¸Æ¤',
  'µ~stuvwxyz¡¿ÐÝÞ®',
  '^£¥·©§¶¼½¾[]¯¨´×',
  '{ABCDEFGHI\u00adôöòóõ',
  '}JKLMNOPQR¹ûüùúÿ',
  '\\÷STUVWXYZ²ÔÖÒÓÕ',
  '0123456789³ÛÜÙÚ\u009f',
];

/**
 * As IBM's Character Data Representation Architecture has them; compared byte for byte with the tables of the GNU C library and, where
 * both have one, with those of Python. Other pages: places that differ from 037, each two hexadecimal digits and the character; none where nothing is assigned.
 */
export const differences: Readonly<Record<string, string>> = {
  '273': '43{ 4aÄ 4f! 59~ 5aÜ 5f^ 63[ 6aö 7c§ a1ß b0¢ b5@ ba¬ bb| c0ä cc¦ d0ü dc} e0Ö ec\\ fc]',
  '277': '47} 4a# 4f! 5a¤ 5bÅ 5f^ 67$ 6aø 70¦ 7bÆ 7cØ 80@ 9c{ 9e[ 9f] a1ü b0¢ ba¬ bb| c0æ d0å dc~',
  '278': '43{ 47} 4a§ 4f! 51` 5a¤ 5bÅ 5f^ 63# 67$ 6aö 71\\ 79é 7bÄ 7cÖ 9f] a1ü b0¢ b5[ ba¬ bb| c0ä cc¦ d0å dc~ e0É ec@',
  '280': '44{ 48\\ 4a° 4f! 51] 54} 58~ 5aé 5f^ 6aò 79ù 7b£ 7c§ 90[ a1ì b0¢ b1# b5@ ba¬ bb| c0à cd¦ d0è dd` e0ç',
  '284': '49¦ 4a[ 5a] 69# 6añ 7bÑ a1¨ b0¢ ba^ bb! bd~',
  '285': '4a$ 5b£ a1¯ b0¢ b1[ ba^ bc~',
  '297': '44@ 48\\ 4a° 4f! 51{ 54} 5a§ 5f^ 6aù 79µ 7b£ 7cà 90[ a0` a1¨ b0¢ b1# b5] ba¬ bb| bd~ c0é d0è dd¦ e0ç',
  '420':
    '42\u0651 43\ufe7d 44\u0640 45 46\u0621 47\u0622 48\ufe82 49\u0623 51\ufe84 52\u0624 53 54 55\u0626 56\u0627 57\ufe8e ' +
    '58\u0628 59\ufe91 62\u0629 63\u062a 64\ufe97 65\u062b 66\ufe9b 67\u062c 68\ufe9f 69\u062d 70\ufea3 71\u062e 72\ufea7 ' +
    '73\u062f 74\u0630 75\u0631 76\u0632 77\u0633 78\ufeb3 79\u060c 80\u0634 8a\ufeb7 8b\u0635 8c\ufebb 8d\u0636 8e\ufebf ' +
    '8f\u0637 90\u0638 9a\u0639 9b\ufeca 9c\ufecb 9d\ufecc 9e\u063a 9f\ufece a0\ufecf a1÷ aa\ufed0 ab\u0641 ac\ufed3 ad\u0642 ' +
    'ae\ufed7 af\u0643 b0\ufedb b1\u0644 b2\ufef5 b3\ufef6 b4\ufef7 b5\ufef8 b6 b7 b8\ufefb b9\ufefc ba\ufedf bb\u0645 ' +
    'bc\ufee3 bd\u0646 be\ufee7 bf\u0647 c0\u061b cb\ufeeb cc cd\ufeec ce cf\u0648 d0\u061f da\u0649 db\ufef0 dc\u064a ' +
    'dd\ufef2 de\ufef3 df\u0660 e0× e1 ea\u0661 eb\u0662 ec ed\u0663 ee\u0664 ef\u0665 fa fb\u0666 fc\u0667 fd\u0668 fe\u0669',
  '424':
    '41\u05d0 42\u05d1 43\u05d2 44\u05d3 45\u05d4 46\u05d5 47\u05d6 48\u05d7 49\u05d8 51\u05d9 52\u05da 53\u05db 54\u05dc ' +
    '55\u05dd 56\u05de 57\u05df 58\u05e0 59\u05e1 62\u05e2 63\u05e3 64\u05e4 65\u05e5 66\u05e6 67\u05e7 68\u05e8 69\u05e9 70 ' +
    '71\u05ea 72 73 74\u00a0 75 76 77 78\u2017 80 8c 8d 8e 9a 9b 9c 9e aa ab ac ad ae cb cc cd ce cf db dc dd de df eb ec ed ' +
    'ee ef fb fc fd fe',
  '500': '4a[ 4f! 5a] 5f^ b0¢ ba¬ bb|',
  '870':
    '44ţ 46ă 47č 49ć 4a[ 4f! 52ę 54ů 57ľ 58ĺ 5a] 5f^ 64˝ 66Ă 67Č 69Ć 6a| 70ˇ 72Ę 74Ů 77Ľ 78Ĺ 80˘ 8aś 8bň 8cđ 8eř 8fş 9ał 9bń ' +
    '9cš 9e˛ a0ą aaŚ abŇ acĐ aeŘ afŞ b0˙ b1Ą b2ż b3Ţ b4Ż b6ž b7ź b8Ž b9Ź baŁ bbŃ bcŠ cdŕ cfő daĚ dbű ddť dfě eaď edŔ efŐ faĎ ' +
    'fbŰ fdŤ',
  '871': '4aÞ 4f! 5aÆ 5fÖ 79ð 7cÐ 8c` 8e{ 9c} 9e] a1ö ac@ ae[ b0¢ ba¬ bb| be\\ c0þ cc~ d0æ e0´ ec^',
  '875':
    '41\u0391 42\u0392 43\u0393 44\u0394 45\u0395 46\u0396 47\u0397 48\u0398 49\u0399 4a[ 4f! 51\u039a 52\u039b 53\u039c ' +
    '54\u039d 55\u039e 56\u039f 57\u03a0 58\u03a1 59\u03a3 5a] 5f^ 62\u03a4 63\u03a5 64\u03a6 65\u03a7 66\u03a8 67\u03a9 ' +
    '68\u03aa 69\u03ab 6a| 70¨ 71\u0386 72\u0388 73\u0389 74\u00a0 75\u038a 76\u038c 77\u038e 78\u038f 80\u0385 8a\u03b1 ' +
    '8b\u03b2 8c\u03b3 8d\u03b4 8e\u03b5 8f\u03b6 9a\u03b7 9b\u03b8 9c\u03b9 9d\u03ba 9e\u03bb 9f\u03bc a0´ aa\u03bd ab\u03be ' +
    'ac\u03bf ad\u03c0 ae\u03c1 af\u03c3 b0£ b1\u03ac b2\u03ad b3\u03ae b4\u03ca b5\u03af b6\u03cc b7\u03cd b8\u03cb b9\u03ce ' +
    'ba\u03c2 bb\u03c4 bc\u03c5 bd\u03c6 be\u03c7 bf\u03c8 cb\u03c9 cc\u0390 cd\u03b0 ce\u2018 cf\u2015 da± db½ dc dd\u0387 ' +
    'de\u2019 df¦ e1 eb§ ec ed ee« ef¬ fb© fc fd fe»',
  '1025':
    '42\u0452 43\u0453 44\u0451 45\u0454 46\u0455 47\u0456 48\u0457 49\u0458 4a[ 4f! 51\u0459 52\u045a 53\u045b 54\u045c ' +
    '55\u045e 56\u045f 57\u042a 58\u2116 59\u0402 5a] 5f^ 62\u0403 63\u0401 64\u0404 65\u0405 66\u0406 67\u0407 68\u0408 ' +
    '69\u0409 6a| 70\u040a 71\u040b 72\u040c 73\u00ad 74\u040e 75\u040f 76\u044e 77\u0430 78\u0431 80\u0446 8a\u0434 8b\u0435 ' +
    '8c\u0444 8d\u0433 8e\u0445 8f\u0438 90\u0439 9a\u043a 9b\u043b 9c\u043c 9d\u043d 9e\u043e 9f\u043f a0\u044f aa\u0440 ' +
    'ab\u0441 ac\u0442 ad\u0443 ae\u0436 af\u0432 b0\u044c b1\u044b b2\u0437 b3\u0448 b4\u044d b5\u0449 b6\u0447 b7\u044a ' +
    'b8\u042e b9\u0410 ba\u0411 bb\u0426 bc\u0414 bd\u0415 be\u0424 bf\u0413 ca\u0425 cb\u0418 cc\u0419 cd\u041a ce\u041b ' +
    'cf\u041c da\u041d db\u041e dc\u041f dd\u042f de\u0420 df\u0421 e1§ ea\u0422 eb\u0423 ec\u0416 ed\u0412 ee\u042c ef\u042b ' +
    'fa\u0417 fb\u0428 fc\u042d fd\u0429 fe\u0427',
  '1026': '48{ 4aÇ 4f! 5aĞ 5bİ 5f^ 68[ 6aş 79ı 7bÖ 7cŞ 7fÜ 8c} 8d` 8e¦ a1ö ac] ad$ ae@ b0¢ ba¬ bb| c0ç cc~ d0ğ dc\\ e0ü ec# fc"',
  '1047': '5f^ ad[ b0¬ baÝ bb¨ bd]',
  '1112':
    '42š 44ą 45į 46ū 48ē 49ž 52ę 53ė 54č 55ų 56\u201e 57\u201c 58ģ 62Š 64Ą 65Į 66Ū 68Ē 69Ž 72Ę 73Ė 74Č 75Ų 76Ī 77Ļ 78Ģ 8cā ' +
    '8dż 8eń 9aŖ 9bŗ 9dķ aa\u201d abź acĀ adŻ aeŃ b2ī bcŹ bdĶ beļ cbō cdņ dbć ddł deś df\u2019 ebŌ edŅ fbĆ fdŁ feŚ',
  '1122':
    '43{ 47} 4a§ 4f! 51` 5a¤ 5bÅ 5f^ 63# 67$ 6aö 71\\ 79é 7bÄ 7cÖ 8cš 8ež 9f] a1ü acŠ aeŽ b0¢ b5[ ba¬ bb| c0ä cc¦ d0å dc~ e0É ' + 'ec@',
  '1123':
    '42\u0452 43\u0491 44\u0451 45\u0454 46\u0455 47\u0456 48\u0457 49\u0458 4a[ 4f! 51\u0459 52\u045a 53\u045b 54\u045c ' +
    '55\u045e 56\u045f 57\u042a 58\u2116 59\u0402 5a] 5f^ 62\u0490 63\u0401 64\u0404 65\u0405 66\u0406 67\u0407 68\u0408 ' +
    '69\u0409 6a| 70\u040a 71\u040b 72\u040c 73\u00ad 74\u040e 75\u040f 76\u044e 77\u0430 78\u0431 80\u0446 8a\u0434 8b\u0435 ' +
    '8c\u0444 8d\u0433 8e\u0445 8f\u0438 90\u0439 9a\u043a 9b\u043b 9c\u043c 9d\u043d 9e\u043e 9f\u043f a0\u044f aa\u0440 ' +
    'ab\u0441 ac\u0442 ad\u0443 ae\u0436 af\u0432 b0\u044c b1\u044b b2\u0437 b3\u0448 b4\u044d b5\u0449 b6\u0447 b7\u044a ' +
    'b8\u042e b9\u0410 ba\u0411 bb\u0426 bc\u0414 bd\u0415 be\u0424 bf\u0413 ca\u0425 cb\u0418 cc\u0419 cd\u041a ce\u041b ' +
    'cf\u041c da\u041d db\u041e dc\u041f dd\u042f de\u0420 df\u0421 e1§ ea\u0422 eb\u0423 ec\u0416 ed\u0412 ee\u042c ef\u042b ' +
    'fa\u0417 fb\u0428 fc\u042d fd\u0429 fe\u0427',
  '274':
    '41 42 43 44 45 46 47 48 49 4a[ 4f! 51 52 53 54 55 56 57 58 59 5a] 5f^ 62 63 64 65 66 67 68 69 6aù 70 71 72 73 74 75 76 ' +
    '77 78 7cà 80 8a 8b 8c 8d 8e 8f 90 9a 9b 9c 9d 9e 9f a0 a1¨ aa ab ac ad ae af b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 ba bb bc bd ' +
    'be bf c0é ca cb cc cd ce cf d0è da db dc dd de df e0ç e1 ea eb ec ed ee ef fa fb fc fd fe',
  '275':
    '41 42 43 44 45 46 47 48 49 4aÉ 4f! 51 52 53 54 55 56 57 58 59 5a$ 5bÇ 5f^ 62 63 64 65 66 67 68 69 6aç 70 71 72 73 74 75 ' +
    '76 77 78 79ã 7bÕ 7cÃ 80 8a 8b 8c 8d 8e 8f 90 9a 9b 9c 9d 9e 9f a0 aa ab ac ad ae af b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 ba bb ' +
    'bc bd be bf c0õ ca cb cc cd ce cf d0é da db dc dd de df e1 ea eb ec ed ee ef fa fb fc fd fe',
  '281':
    '41 42 43 44 45 46 47 48 49 4a£ 51 52 53 54 55 56 57 58 59 5b¥ 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 80 8a ' +
    '8b 8c 8d 8e 8f 90 9a 9b 9c 9d 9e 9f a0 a1\u203e aa ab ac ad ae af b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 ba bb bc bd be bf ca cb ' +
    'cc cd ce cf da db dc dd de df e0$ e1 ea eb ec ed ee ef fa fb fc fd fe',
  '290':
    '41\uff61 42\uff62 43\uff63 44\uff64 45\uff65 46\uff66 47\uff67 48\uff68 49\uff69 4a£ 51\uff6a 52\uff6b 53\uff6c 54\uff6d ' +
    '55\uff6e 56\uff6f 57 58\uff70 59 5b¥ 62a 63b 64c 65d 66e 67f 68g 69h 6a 70[ 71i 72j 73k 74l 75m 76n 77o 78p 80] 81\uff71 ' +
    '82\uff72 83\uff73 84\uff74 85\uff75 86\uff76 87\uff77 88\uff78 89\uff79 8a\uff7a 8bq 8c\uff7b 8d\uff7c 8e\uff7d 8f\uff7e ' +
    '90\uff7f 91\uff80 92\uff81 93\uff82 94\uff83 95\uff84 96\uff85 97\uff86 98\uff87 99\uff88 9a\uff89 9br 9c 9d\uff8a ' +
    '9e\uff8b 9f\uff8c a0~ a1\u203e a2\uff8d a3\uff8e a4\uff8f a5\uff90 a6\uff91 a7\uff92 a8\uff93 a9\uff94 aa\uff95 abs ' +
    'ac\uff96 ad\uff97 ae\uff98 af\uff99 b1¢ b2\\ b3t b4u b5v b6w b7x b8y b9z ba\uff9a bb\uff9b bc\uff9c bd\uff9d be\uff9e ' +
    'bf\uff9f ca cb cc cd ce cf da db dc dd de df e0$ e1 ea eb ec ed ee ef fa fb fc fd fe',
  '423':
    '41\u0391 42\u0392 43\u0393 44\u0394 45\u0395 46\u0396 47\u0397 48\u0398 49\u0399 4a[ 4f! 51\u039a 52\u039b 53\u039c ' +
    '54\u039d 55\u039e 56\u039f 57\u03a0 58\u03a1 59\u03a3 5a] 5f^ 62\u03a4 63\u03a5 64\u03a6 65\u03a7 66\u03a8 67\u03a9 68 ' +
    '69 6a 70 71\u0386 72\u0388 73\u0389 74 75\u038a 76\u038c 77\u038e 78\u038f 7b£ 7c§ 80Ä 8a\u03b1 8b\u03b2 8c\u03b3 ' +
    '8d\u03b4 8e\u03b5 8f\u03b6 90Ö 9a\u03b7 9b\u03b8 9c\u03b9 9d\u03ba 9e\u03bb 9f\u03bc a0Ü a1¨ aa\u03bd ab\u03be ac\u03bf ' +
    'ad\u03c0 ae\u03c1 af\u03c2 b0 b1\u03ac b2\u03ad b3\u03ae b4\u03ca b5\u03af b6\u03cc b7\u03cd b8\u03cb b9\u03ce ba\u03c3 ' +
    'bb\u03c4 bc\u03c5 bd\u03c6 be\u03c7 bf\u03c8 c0¸ ca cb\u03c9 ccÂ cdà ceä cfê d0´ da± dbé dcè ddë deî dfï e0° e1 ea½ ebö ' +
    'ecô edû eeù efü faÿ fbç fcÇ fd fe',
  '880':
    '41 42\u0452 43\u0453 44\u0451 45 46\u0455 47\u0456 48\u0457 49\u0458 4a[ 4f! 51\u0459 52\u045a 53\u045b 54\u045c 55 ' +
    '56\u045f 57\u042a 58\u2116 59\u0402 5a] 5f^ 62\u0403 63\u0401 64 65\u0405 66\u0406 67\u0407 68\u0408 69\u0409 70\u040a ' +
    '71\u040b 72\u040c 73 74 75\u040f 76\u044e 77\u0430 78\u0431 79 80\u0446 8a\u0434 8b\u0435 8c\u0444 8d\u0433 8e\u0445 ' +
    '8f\u0438 90\u0439 9a\u043a 9b\u043b 9c\u043c 9d\u043d 9e\u043e 9f\u043f a0\u044f a1 aa\u0440 ab\u0441 ac\u0442 ad\u0443 ' +
    'ae\u0436 af\u0432 b0\u044c b1\u044b b2\u0437 b3\u0448 b4\u044d b5\u0449 b6\u0447 b7\u044a b8\u042e b9\u0410 ba\u0411 ' +
    'bb\u0426 bc\u0414 bd\u0415 be\u0424 bf\u0413 c0 ca\u0425 cb\u0418 cc\u0419 cd\u041a ce\u041b cf\u041c d0 da\u041d ' +
    'db\u041e dc\u041f dd\u042f de\u0420 df\u0421 e1¤ ea\u0422 eb\u0423 ec\u0416 ed\u0412 ee\u042c ef\u042b fa\u0417 fb\u0428 ' +
    'fc\u042d fd\u0429 fe\u0427',
  '905':
    '41 46 47ċ 48{ 4aÇ 4f! 5aĞ 5bİ 5f^ 66 67Ċ 68[ 6aş 70 79ı 7bÖ 7cŞ 7fÜ 80\u02d8 8aħ 8bĉ 8cŝ 8dŭ 8e 8f| 9aĥ 9bĝ 9cĵ 9d\u02db ' +
    '9e a1ö aaĦ abĈ acŜ adŬ ae af@ b0· b2ż b3} b4Ż b6] b7 b9$ baĤ bbĜ bcĴ c0ç cc~ cfġ d0ğ da` dc\\ df e0ü ec# efĠ fc"',
  '918':
    '42\u060c 43\u061b 44\u061f 45\u0623 46\u0627 47\ufe8e 48 49\u0628 4a[ 4f! 51\ufe91 52\u067e 53 54\u0629 55\u062a ' +
    '56\ufe97 57 58 59\u062b 5a] 5f^ 62\ufe9b 63\u062c 64\ufe9f 65 66 67\u062d 68\ufea3 69\u062e 6a` 70\u0660 71\u0661 ' +
    '72\u0662 73\u0663 74\u0664 75\u0665 76\u0666 77\u0667 78\u0668 79\u0669 80\ufea7 8a\u062f 8b 8c\u0630 8d\u0631 8e ' +
    '8f\u0632 90 9a\u0633 9b\ufeb3 9c\u0634 9d\ufeb7 9e\u0635 9f\ufebb a0\u0636 aa\ufebf ab\u0637 ac\u0638 ad\u0639 ae\ufeca ' +
    'af\ufecb b0\ufecc b1\u063a b2\ufece b3\ufecf b4\ufed0 b5\u0641 b6\ufed3 b7\u0642 b8\ufed7 b9\u0643 ba\ufedb bb| bc bd ' +
    'be\u0644 bf\ufede cb cc\u0645 cd\ufee3 ce cf\u0646 da\ufee7 db dc\u0648 dd de df e1 ea\u0621 eb ec ed ee ef fa fb fc ' +
    'fd\u0651 fe\ufe7d',
  '1097':
    '42\u060c 43\u064b 44\ufe81 45\ufe82 46\uf8fa 47\ufe8d 48\ufe8e 49\uf8fb 4a¤ 51\ufe80 52\ufe83 53\ufe84 54\uf8f9 55\ufe85 ' +
    '56\ufe8b 57\ufe8f 58\ufe91 59\ufb56 62\ufb58 63\ufe95 64\ufe97 65\ufe99 66\ufe9b 67\ufe9d 68\ufe9f 69\ufb7a 6a\u061b ' +
    '70\ufb7c 71\ufea1 72\ufea3 73\ufea5 74\ufea7 75\ufea9 76\ufeab 77\ufead 78\ufeaf 80\ufb8a 8c\ufeb1 8d\ufeb3 8e\ufeb5 ' +
    '8f\ufeb7 90\ufeb9 9a\ufebb 9b\ufebd 9c\ufebf 9d\ufec1 9e\ufec3 9f\ufec5 a0\ufec7 aa\ufec9 ab\ufeca ac\ufecb ad\ufecc ' +
    'ae\ufecd af\ufece b0\ufecf b1\ufed0 b2\ufed1 b3\ufed3 b4\ufed5 b5\ufed7 b6\ufb8e b7\ufedb b8\ufb92 b9\ufb94 bc\ufedd ' +
    'bd\ufedf be\ufee1 cb\ufee3 cc\ufee5 cd\ufee7 ce\ufeed cf\ufee9 da\ufeeb db\ufeec dc\ufba4 dd\ufbfc de\ufbfd df\ufbfe ' +
    'e1\u061f ea\u0640 eb\u06f0 ec\u06f1 ed\u06f2 ee\u06f3 ef\u06f4 fa\u06f5 fb\u06f6 fc\u06f7 fd\u06f8 fe\u06f9',
  '1130':
    '46ă 4a[ 4f! 58\u0303 5a] 5f^ 66Ă 78\u20ab 8cđ 8d\u0309 8e\u0300 9dŒ acĐ ad\u0323 ae\u0301 b0¢ ba¬ bb| bdœ beŸ cdư cfơ ' + 'edƯ efƠ',
  '1137':
    '42\u0901 43\u0902 44\u0903 45\u0905 46\u0906 47\u0907 48\u0908 49\u0909 4a\u090a 51\u090b 52\u090c 53\u090d 54\u090e ' +
    '55\u090f 56\u0910 57\u0911 58\u0912 59\u0913 5f^ 62\u0914 63\u0915 64\u0916 65\u0917 66\u0918 67\u0919 68\u091a 69\u091b ' +
    '6a\u091c 70\u091d 71\u091e 72\u091f 73\u0920 74\u0921 75\u0922 76\u0923 77\u0924 78\u0925 80\u0926 8a\u0927 8b\u0928 ' +
    '8c\u092a 8d\u092b 8e\u092c 8f\u092d 90\u092e 9a\u092f 9b\u0930 9c\u0932 9d\u0933 9e\u0935 9f\u0936 a0\u200c aa\u0937 ' +
    'ab\u0938 ac\u0939 ad[ ae\u093c af\u093d b0\u093e b1\u093f b2\u0940 b3\u0941 b4\u0942 b5\u0943 b6\u0944 b7\u0945 b8\u0946 ' +
    'b9\u0947 ba\u0948 bb\u0949 bc\u094a bd] be\u094b bf\u094c ca\u094d cb\u0950 cc\u0951 cd\u0952 ce cf da\u0960 db\u0961 ' +
    'dc\u0962 dd\u0963 de\u0964 df\u0965 e1\u200d ea\u0966 eb\u0967 ec\u0968 ed\u0969 ee\u096a ef\u096b fa\u096c fb\u096d ' +
    'fc\u096e fd\u096f fe\u0970',
  '1164':
    '46ă 4a[ 4f! 58\u0303 5a] 5f^ 66Ă 78\u20ab 8cđ 8d\u0309 8e\u0300 9dŒ 9f\u20ac acĐ ad\u0323 ae\u0301 b0¢ ba¬ bb| bdœ beŸ ' +
    'cdư cfơ edƯ efƠ',
  '1166':
    '42\u04d9 43\u0493 44\u0451 45\u0454 46\u0455 47\u0456 48\u049b 49\u0458 4a[ 4f! 51\u04a3 52\u04e9 53\u04b1 54\u04af ' +
    '55\u045e 56\u04bb 57\u042a 58\u2116 59\u04d8 5a] 5f^ 62\u0492 63\u0401 64\u0404 65\u0405 66\u0406 67\u049a 68\u0408 ' +
    '69\u04a2 6a| 70\u04e8 71\u04b0 72\u04ae 73\u00ad 74\u040e 75\u04ba 76\u044e 77\u0430 78\u0431 80\u0446 8a\u0434 8b\u0435 ' +
    '8c\u0444 8d\u0433 8e\u0445 8f\u0438 90\u0439 9a\u043a 9b\u043b 9c\u043c 9d\u043d 9e\u043e 9f\u043f a0\u044f aa\u0440 ' +
    'ab\u0441 ac\u0442 ad\u0443 ae\u0436 af\u0432 b0\u044c b1\u044b b2\u0437 b3\u0448 b4\u044d b5\u0449 b6\u0447 b7\u044a ' +
    'b8\u042e b9\u0410 ba\u0411 bb\u0426 bc\u0414 bd\u0415 be\u0424 bf\u0413 ca\u0425 cb\u0418 cc\u0419 cd\u041a ce\u041b ' +
    'cf\u041c da\u041d db\u041e dc\u041f dd\u042f de\u0420 df\u0421 e1\u20ac ea\u0422 eb\u0423 ec\u0416 ed\u0412 ee\u042c ' +
    'ef\u042b fa\u0417 fb\u0428 fc\u042d fd\u0429 fe\u0427',
  '4971':
    '41\u0391 42\u0392 43\u0393 44\u0394 45\u0395 46\u0396 47\u0397 48\u0398 49\u0399 4a[ 4f! 51\u039a 52\u039b 53\u039c ' +
    '54\u039d 55\u039e 56\u039f 57\u03a0 58\u03a1 59\u03a3 5a] 5f^ 62\u03a4 63\u03a5 64\u03a6 65\u03a7 66\u03a8 67\u03a9 ' +
    '68\u03aa 69\u03ab 6a| 70¨ 71\u0386 72\u0388 73\u0389 74\u00a0 75\u038a 76\u038c 77\u038e 78\u038f 80\u0385 8a\u03b1 ' +
    '8b\u03b2 8c\u03b3 8d\u03b4 8e\u03b5 8f\u03b6 9a\u03b7 9b\u03b8 9c\u03b9 9d\u03ba 9e\u03bb 9f\u03bc a0´ aa\u03bd ab\u03be ' +
    'ac\u03bf ad\u03c0 ae\u03c1 af\u03c3 b0£ b1\u03ac b2\u03ad b3\u03ae b4\u03ca b5\u03af b6\u03cc b7\u03cd b8\u03cb b9\u03ce ' +
    'ba\u03c2 bb\u03c4 bc\u03c5 bd\u03c6 be\u03c7 bf\u03c8 cb\u03c9 cc\u0390 cd\u03b0 ce\u2018 cf\u2015 da± db½ dc dd\u0387 ' +
    'de\u2019 df¦ e1 eb§ ec ed ee« ef¬ fb© fc\u20ac fd fe»',
  '12712':
    '41\u05d0 42\u05d1 43\u05d2 44\u05d3 45\u05d4 46\u05d5 47\u05d6 48\u05d7 49\u05d8 51\u05d9 52\u05da 53\u05db 54\u05dc ' +
    '55\u05dd 56\u05de 57\u05df 58\u05e0 59\u05e1 62\u05e2 63\u05e3 64\u05e4 65\u05e5 66\u05e6 67\u05e7 68\u05e8 69\u05e9 70 ' +
    '71\u05ea 72 73 74\u00a0 75 76 77 78\u2017 80 8c 8d 8e 9a 9b 9c\u20ac 9e\u20aa aa ab ac ad ae b3\u2022 bc\u203e cb cc cd ' +
    'ce cf db\u202d dc\u202e dd\u202c de df eb ec ed ee ef fb\u202a fc\u202b fd\u200e fe\u200f',
  '16804':
    '42\u0651 43\ufe7d 44\u0640 45\u200b 46\u0621 47\u0622 48\ufe82 49\u0623 51\ufe84 52\u0624 53 54 55\u0626 56\u0627 ' +
    '57\ufe8e 58\u0628 59\ufe91 62\u0629 63\u062a 64\ufe97 65\u062b 66\ufe9b 67\u062c 68\ufe9f 69\u062d 70\ufea3 71\u062e ' +
    '72\ufea7 73\u062f 74\u0630 75\u0631 76\u0632 77\u0633 78\ufeb3 79\u060c 80\u0634 8a\ufeb7 8b\u0635 8c\ufebb 8d\u0636 ' +
    '8e\ufebf 8f\u0637 90\u0638 9a\u0639 9b\ufeca 9c\ufecb 9d\ufecc 9e\u063a 9f\ufece a0\ufecf a1÷ aa\ufed0 ab\u0641 ac\ufed3 ' +
    'ad\u0642 ae\ufed7 af\u0643 b0\ufedb b1\u0644 b2\ufef5 b3\ufef6 b4\ufef7 b5\ufef8 b6 b7 b8\ufefb b9\ufefc ba\ufedf ' +
    'bb\u0645 bc\ufee3 bd\u0646 be\ufee7 bf\u0647 c0\u061b cb\ufeeb cc cd\ufeec ce cf\u0648 d0\u061f da\u0649 db\ufef0 ' +
    'dc\u064a dd\ufef2 de\ufef3 df\u0660 e0× e1\u2007 ea\u0661 eb\u0662 ec ed\u0663 ee\u0664 ef\u0665 fa\u20ac fb\u0666 ' +
    'fc\u0667 fd\u0668 fe\u0669',
  '833':
    '41 42\uffa0 43\uffa1 44\uffa2 45\uffa3 46\uffa4 47\uffa5 48\uffa6 49\uffa7 51 52\uffa8 53\uffa9 54\uffaa 55\uffab ' +
    '56\uffac 57\uffad 58\uffae 59\uffaf 62\uffb0 63\uffb1 64\uffb2 65\uffb3 66\uffb4 67\uffb5 68\uffb6 69\uffb7 70[ 71 ' +
    '72\uffb8 73\uffb9 74\uffba 75\uffbb 76\uffbc 77\uffbd 78\uffbe 80] 8a\uffc2 8b\uffc3 8c\uffc4 8d\uffc5 8e\uffc6 8f\uffc7 ' +
    '90 9a\uffca 9b\uffcb 9c\uffcc 9d\uffcd 9e\uffce 9f\uffcf a0\u203e aa\uffd2 ab\uffd3 ac\uffd4 ad\uffd5 ae\uffd6 af\uffd7 ' +
    'b1 b2\\ b3 b4 b5 b6 b7 b8 b9 ba\uffda bb\uffdb bc\uffdc bd be bf ca cb cc cd ce cf da db dc dd de df e0\u20a9 e1 ea eb ' +
    'ec ed ee ef fa fb fc fd fe',
  '836':
    '41 42 43 44 45 46 47 48 49 4a£ 51 52 53 54 55 56 57 58 59 5b¥ 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 80 8a ' +
    '8b 8c 8d 8e 8f 90 9a 9b 9c 9d 9e 9f a0~ a1\u203e aa ab ac ad ae af b1 b2\\ b3 b4 b5 b6 b7 b8 b9 bc bd be bf ca cb cc cd ' +
    'ce cf da db dc dd de df e0$ e1 ea eb ec ed ee ef fa fb fc fd fe',
  '1027':
    '41 42\uff61 43\uff62 44\uff63 45\uff64 46\uff65 47\uff66 48\uff67 49\uff68 51\uff69 52\uff6a 53\uff6b 54\uff6c 55\uff6d ' +
    '56\uff6e 57\uff6f 58\uff70 59\uff71 62\uff72 63\uff73 64\uff74 65\uff75 66\uff76 67\uff77 68\uff78 69\uff79 6a 70\uff7a ' +
    '71\uff7b 72\uff7c 73\uff7d 74\uff7e 75\uff7f 76\uff80 77\uff81 78\uff82 80 8a\uff83 8b\uff84 8c\uff85 8d\uff86 8e\uff87 ' +
    '8f\uff88 90 9a\uff89 9b\uff8a 9c\uff8b 9d\uff8c 9e\uff8d 9f\uff8e a0\u203e aa\uff8f ab\uff90 ac\uff91 ad[ ae\uff92 ' +
    'af\uff93 b3\uff94 b4\uff95 b5\uff96 b6\uff97 b7\uff98 b8\uff99 b9\uff9a ba\uff9b bb\uff9c bc\uff9d bd] be\uff9e bf\uff9f ' +
    'ca cb cc cd ce cf da db dc dd de df e1 ea eb ec ed ee ef fa fb fc fd fe',
  '28709':
    '41 42 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 59 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 80 8a 8b 8c 8d ' +
    '8e 8f 90 9a 9b 9c 9d 9e 9f a0 aa ab ac ad ae af b1 b2 b3 b4 b5 b6 b7 b8 b9 bc bd be bf ca cb cc cd ce cf da db dc dd de ' +
    'df e1 ea eb ec ed ee ef fa fb fc fd fe',
};
