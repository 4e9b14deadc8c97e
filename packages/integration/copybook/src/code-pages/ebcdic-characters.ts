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

/** Other pages: places that differ from 037, each two hexadecimal digits and the character; none where nothing is assigned. */
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
};
