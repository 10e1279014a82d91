package com.upcoach.trial;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Replaces the body of one method by the return of a constant. Its argument is {@code class.method=constant}, the class
 * with slashes, the constant one of true, false, 0, void. It says on stderr when it did, as a mutant that is not in place
 * proves nothing.
 */
public final class MutantAgent {
    private MutantAgent() {}

    /** Called by the JVM before main. */
    public static void premain(String argument, Instrumentation instrumentation) {
        int equals = argument.indexOf('=');
        int dot = argument.lastIndexOf('.', equals);
        String type = argument.substring(0, dot);
        String method = argument.substring(dot + 1, equals);
        String constant = argument.substring(equals + 1);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
                return type.equals(name) ? mutated(bytes, method, constant) : bytes;
            }
        });
    }

    private static byte[] mutated(byte[] bytes, String method, String constant) {
        ClassFile file = ClassFile.of();
        ClassModel model = file.parse(bytes);
        return file.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel found && found.methodName().equalsString(method)) {
                System.err.println("mutant: " + model.thisClass().asInternalName() + "." + method + " = " + constant);
                builder.transformMethod(found, body(constant));
            } else {
                builder.with(element);
            }
        });
    }

    private static MethodTransform body(String constant) {
        return (builder, element) -> {
            if (element instanceof CodeAttribute) {
                builder.withCode(code -> returned(code, constant));
            } else {
                builder.with(element);
            }
        };
    }

    private static void returned(CodeBuilder code, String constant) {
        switch (constant) {
            case "true" -> code.iconst_1().ireturn();
            case "false" -> code.iconst_0().ireturn();
            case "0" -> code.lconst_0().lreturn();
            case "void" -> code.return_();
            default -> throw new IllegalArgumentException(constant);
        }
    }
}
