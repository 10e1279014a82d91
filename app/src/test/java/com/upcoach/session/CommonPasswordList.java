package com.upcoach.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes the list of passwords that are refused, {@code common-passwords.txt}, by the habits of people who choose one: a
 * word or a name with digits after it, a walk over the keyboard, something that goes on or repeats. {@code main} takes
 * the file to write; a test holds that the file is what this makes.
 */
final class CommonPasswordList {
    private static final int MIN_LENGTH = 8;
    private static final int FIRST_ENDINGS = 8;

    /** What people put after a word to please a rule, the commonest first. */
    private static final List<String> ENDINGS = List.of(
            "", "1", "12", "123", "1234", "12345", "123456", "!", "1!", "123!", "01", "11", "22", "69", "77", "88",
            "99", "007", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "@123", "#1");

    private static final List<String> WORDS = words("""
            password passwort passw0rd p@ssword p@ssw0rd pa55word pa$$word pass mypassword thepassword motdepasse
            contrasena senha parola haslo wachtwoord kennwort geheim secret
            admin administrator root user guest login welcome letmein changeme default master access
            test testing tester temp hello goodbye qwerty qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qwer
            abc abcd abcdef iloveyou loveyou ilove lovely love loveme forever family friends friend sweetie honey
            sunshine princess prince dragon monkey shadow superman batman spiderman ironman starwars pokemon pikachu
            naruto football baseball basketball hockey soccer tennis golfer liverpool chelsea arsenal barcelona
            realmadrid juventus bayern manchester united yankees lakers cowboys steelers eagles packers rangers
            whatever nothing trustno freedom killer hunter ranger soldier warrior ninja samurai pirate wizard knight
            angel devil heaven jesus jesuschrist christ blessed god hallelujah summer winter spring autumn fall january
            february march april august september october november december monday friday sunday holiday birthday
            banana orange cookie chocolate cheese pepper ginger coffee cherry apple strawberry peaches butter
            flower butterfly rainbow diamond silver golden purple yellow orange green black white blue
            mustang ferrari porsche mercedes corvette harley yamaha kawasaki toyota honda camaro
            computer internet samsung google facebook instagram youtube microsoft windows android iphone apple
            gaming minecraft fortnite roblox steam playstation nintendo xbox matrix phoenix maverick merlin gandalf
            tigger winnie snoopy mickey minnie garfield scooby donald simpson bubbles buster bailey maggie
            charlie lucky lucky7 rocky tiger lion panther cheetah wolf bear eagle falcon dolphin turtle kitty
            kitten puppy doggie horse pony money dollar business secure security private student teacher
            school college nursing manager company office london paris berlin america canada mexico brazil india
            china russia germany france turkey england ireland scotland texas florida california chicago boston
            newyork metallica nirvana slipknot eminem blink182 greenday linkinpark beatles elvis
            fuckyou fuckme fuckoff asshole bitch sexy sexygirl hottie pussy bigdick boobs penis badboy badgirl
            goodluck success winner champion trouble happy smile peace hope faith dream music guitar dancer
            zaq12wsx 1qaz2wsx qazwsx 1q2w3e4r q1w2e3r4 upcoach coach coaching fitness running walking
            """);

    private static final List<String> NAMES = words("""
            michael michelle jennifer jessica ashley amanda nicole daniel matthew andrew joshua anthony robert
            thomas william richard charles joseph david james john george jordan taylor hannah samantha elizabeth
            victoria alexander alexandra alexis benjamin brandon brian christian christopher christina cameron
            danielle dennis diego eduardo emily emma eric fernando francis frank gabriel gabriela garcia gerald
            heather isabella isabelle jackson jacob jasmine jason jeremy johnny jonathan joanna juan julian julia
            justin katherine kevin kimberly lauren leonardo lisa louise lucas madison maria mariana marie marina
            martin martinez melissa miguel mohammed monica morgan natalie natasha nathan nicholas oliver olivia
            pamela patricia patrick paulina peter philip rachel rebecca ricardo roberto rodriguez rosa russell
            sabrina samuel sandra sarah scott sebastian sophie stephanie stephen steven susan tamara teresa
            timothy tyler valentina vanessa veronica vincent walter xavier yasmin zachary andreas stefan
            sebastien francois nathalie giovanni francesco alessandro giuseppe svetlana vladimir dimitri natalia
            anastasia mehmet mustafa fatima ahmed priya rahul krishna ganesh
            """);

    /** Well known, and of no habit above. */
    private static final List<String> KNOWN = words("""
            trustno1 iloveyou1 iloveyou2 password1 letmein1 welcome1 passw0rd 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
            1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 qazwsxedc qazwsx123 q1w2e3r4 q1w2e3r4t5 qweasdzxc
            123qweasd 123qweasdzxc qwe123456 qweqwe123 qwerty12345 1qwerty1 123qwe123 a1b2c3d4 a1b2c3d4e5 abcd1234
            abc123456 abc12345 aa123456 aaa111222 a1234567 a12345678 a123456789 q1234567 q12345678 z1234567
            123456789a 12345678a 1234567a 1234567890a 123456abc 123abc123 12345qwert 12345qwerty 1234qwer 123456qwerty
            1234567q 12341234 12121212 11223344 1122334455 112233445566 123321123 1233211234567 1234554321 12344321
            123454321 987654321 9876543210 0987654321 87654321 98765432 147258369 159753456 741852963 963852741
            789456123 456789123 123789456 147852369 321654987 654321123 110110110 520131400 5201314520 13145201
            31415926 3141592653 27182818 00112233 10203040 1020304050 01020304 19191919 20202020 10101010
            31121990 01011980 01011990 01012000 12345679 123456788 1234567899 1111111a 123123qwe asdasd123
            zxczxc123 qweasd123 asdf1234 asdfasdf asdfjkl1 zxcv1234 qwer1234 qwertyui qwertyuiop qwertzuiop azertyuiop
            asdfghjk asdfghjkl asdfghjklö zxcvbnm1 zxcvbnm123 yxcvbnm1 poiuytrewq lkjhgfdsa mnbvcxz1 mnbvcxzasdf
            starwars starwars1 football1 baseball1 superman1 jordan23 blink182 metallica1 liverpool1 chelsea1
            princess1 sunshine1 whatever1 computer1 corvette mercedes midnight jessica1 michael1 jennifer1
            changeme1 changeme123 test1234 test12345 testtest temppass temp1234 guest123 admin123 admin1234 admin12345
            administrator root1234 rootroot toortoor useruser user1234 login123 welcome123 passpass pass1234 pass12345
            p@ssw0rd1 p@ssw0rd123 p@55w0rd pa$$w0rd passw0rd1 passw0rd123 pa55w0rd drowssap password! password1!
            correcthorsebatterystaple opensesame abracadabra supercalifragilisticexpialidocious
            gfhjkm123 fyfcnfcbz woaini1314 woaini520 5201314a asd123456 zxc123456 qq123456 wang1234 li123456
            babygirl1 angelbaby sweetheart beautiful butterfly chocolate strawberry gangster rockstar skateboard
            snowboard hellokitty spongebob teletubbies playstation motorola nokia3310 blackberry vodafone
            dragonball dragonballz naruto123 godzilla godofwar callofduty counterstrike worldofwarcraft
            leagueoflegends assassin terminator undertaker johncena babyboy1 cowboys1 redskins steelers bulldogs
            michigan carolina virginia colorado wolverine thunder1 lightning hurricane slayer666 satan666
            maryjane420 mary1234 jesus777 christ123 blessed1 church123
            """);

    private static final List<String> ROWS = List.of(
            "1234567890",
            "0987654321",
            "qwertyuiop",
            "poiuytrewq",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "lkjhgfdsa",
            "zxcvbnm",
            "mnbvcxz",
            "yxcvbnm",
            "abcdefghijklmnopqrstuvwxyz",
            "zyxwvutsrqponmlkjihgfedcba",
            "1q2w3e4r5t6y7u8i9o0p",
            "q1w2e3r4t5y6u7i8o9p0",
            "qawsedrftgyhujikolp",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
            "qazwsxedcrfvtgbyhnujm",
            "zaqxswcdevfrbgtnhymju",
            "zaq12wsxcde34rfv",
            "!qaz@wsx#edc$rfv",
            "!@#$%^&*()");

    private CommonPasswordList() {}

    public static void main(String[] args) throws IOException {
        Files.write(Path.of(args[0]), make());
    }

    /** Returns the list in order, each as {@link CommonPasswords#folded} has it. */
    static Set<String> make() {
        Set<String> all = new TreeSet<>();
        for (List<String> stems : List.of(WORDS, NAMES)) {
            stems.forEach(stem -> ENDINGS.forEach(ending -> add(all, stem + ending)));
            stems.forEach(stem -> add(all, stem + stem));
        }
        KNOWN.forEach(known -> add(all, known));
        ROWS.forEach(row -> addWalks(all, row));
        addRepeats(all);
        addDates(all);
        return all;
    }

    /** Any eight to fourteen keys in a row; the row's beginning twice, or with the commonest endings. */
    private static void addWalks(Set<String> all, String row) {
        for (int from = 0; from < row.length(); from++) {
            for (int to = from + MIN_LENGTH; to <= Math.min(row.length(), from + 14); to++) {
                add(all, row.substring(from, to));
            }
        }
        for (int length = 4; length <= Math.min(7, row.length()); length++) {
            String start = row.substring(0, length);
            add(all, start + start);
            ENDINGS.subList(0, FIRST_ENDINGS).forEach(ending -> add(all, start + ending));
        }
    }

    /** One character eight times or more; two, three or four digits again and again. */
    private static void addRepeats(Set<String> all) {
        for (char c : "abcdefghijklmnopqrstuvwxyz0123456789*.!".toCharArray()) {
            IntStream.rangeClosed(MIN_LENGTH, 12)
                    .forEach(length -> add(all, Character.toString(c).repeat(length)));
        }
        IntStream.range(0, 100).forEach(n -> add(all, "%02d".formatted(n).repeat(4)));
        for (String three : List.of(
                "123", "321", "456", "789", "147", "258", "369", "159", "753", "007", "666", "777", "888", "999", "000",
                "111", "abc", "qwe", "asd", "zxc")) {
            add(all, three.repeat(3));
            add(all, three.repeat(4));
        }
        IntStream.range(1950, 2030)
                .forEach(year -> add(all, Integer.toString(year).repeat(2)));
    }

    /** The first of each month, and new year's eve, written as eight digits. */
    private static void addDates(Set<String> all) {
        for (int year = 1970; year <= 2010; year++) {
            for (int month = 1; month <= 12; month++) {
                add(all, "01%02d%d".formatted(month, year));
                add(all, "%d%02d01".formatted(year, month));
            }
            add(all, "3112" + year);
        }
    }

    private static void add(Set<String> all, String password) {
        String folded = CommonPasswords.folded(password);
        if (folded.codePointCount(0, folded.length()) >= MIN_LENGTH) {
            all.add(folded);
        }
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
